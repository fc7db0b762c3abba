"""Satisfaction surveys at service points (khảo sát hài lòng): QR, answers, results."""
