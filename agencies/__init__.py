"""The tree tỉnh → xã/phường/đặc khu → thôn/tổ dân phố; former units; offices and service points."""
