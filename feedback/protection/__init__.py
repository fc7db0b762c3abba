"""Whoever denounced is protected and heard: measures, reports of retaliation, words both ways (docs/adr/0422).

Everything lies in one sealed record for each case: what it is about, who wrote and how far it is cannot be told apart
without the case's key (Denunciation Act art. 8, 47–58).
"""
