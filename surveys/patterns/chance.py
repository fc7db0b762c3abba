"""Three probabilities, summed term by term in logarithms: no library, and nothing that overflows. Pure."""

from __future__ import annotations

from math import exp, lgamma, log

# A term this much smaller than the sum adds nothing that anybody compares.
_NOTHING = 1e-12
_MOST_TERMS = 100_000


def count_tail(number: int, mean: float, spread: float) -> float:
    """How likely so many or more are, where the mean itself varies: negative binomial, variance mean + spread·mean²."""
    if number <= 0:
        return 1.0
    size = 1 / spread
    inside, odds = log(size / (size + mean)), log(mean / (size + mean))
    term = exp(lgamma(number + size) - lgamma(size) - lgamma(number + 1) + size * inside + number * odds)
    ratio = exp(odds)
    total = 0.0
    for step in range(_MOST_TERMS):
        total += term
        one = number + step
        term *= ratio * (one + size) / (one + 1)
        # Past the mode each term is smaller than the one before; before it the sum is large anyhow.
        if term < _NOTHING * total and one > mean:
            break
    return min(total, 1.0)


def share_tail(hits: int, of: int, share: float, spread: float) -> float:
    """How likely so many hits or more among `of` are, where the share varies by day: beta-binomial.

    `spread`: how much two answers of one day hang together (0 … 1).
    """
    if hits <= 0:
        return 1.0
    weight = 1 / spread - 1
    a, b = share * weight, (1 - share) * weight
    constant = lgamma(of + 1) + lgamma(a + b) - lgamma(a) - lgamma(b) - lgamma(a + b + of)
    return min(1.0, sum(exp(constant + _beta_term(one, of, a, b)) for one in range(hits, of + 1)))


def _beta_term(hits: int, of: int, a: float, b: float) -> float:
    return lgamma(hits + a) + lgamma(of - hits + b) - lgamma(hits + 1) - lgamma(of - hits + 1)


def evenness(counts: list[int]) -> float:
    """How likely chance makes counts as even as these or more even, were each hour's count Poisson of one mean.

    The lower tail of Fisher's dispersion index (chi-square). Counts that honestly differ more than Poisson only make it
    larger, so it errs on the safe side.
    """
    mean = sum(counts) / len(counts)
    index = sum((one - mean) ** 2 for one in counts) / mean
    return _gamma_below((len(counts) - 1) / 2, index / 2)


def _gamma_below(shape: float, at: float) -> float:
    """The regularized lower incomplete gamma function by its series."""
    if at <= 0:
        return 0.0
    term = total = 1 / shape
    one = shape
    while term > _NOTHING * total:
        one += 1
        term *= at / one
        total += term
    return min(1.0, total * exp(shape * log(at) - at - lgamma(shape)))
