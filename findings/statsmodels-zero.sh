#!/usr/bin/env bash
# statsmodels 0.15.0 (PyPI): intervals of rates, as for replies a week.
#
# Expected: an interval that inverts a test holds the rates that this test does not reject, and so what was counted. Where nothing
# came in 100 weeks, confint_poisson(0, 100, method="midp-c") is to begin at 0, as with "exact-c" and "score"; its documentation
# says that it inverts the test of that name. As much for the ratio of two rates by "score" where one of them counted nothing.
# Seen: both ends are the same number, the upper end: 0.02996 to 0.02996, which leaves out the rate of 0 that was counted, and all
# rates that test_poisson does not reject. The ratio of 0 to 5 is "0.768 to 0.768" likewise, and of 5 to 0 "1.302 to 1.302". There
# is no warning of a bound that was not found. With one reply in place of none each is as it should be. So a zero wants another
# method: "exact-c" for a rate and "mover" for a ratio.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3

cat > zero.py <<'END'
import math
import warnings

from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep, test_poisson, test_poisson_2indep


def told(what, interval):
    print(f"{what}: {interval[0]:.5f} to {interval[1]:.5f}")
    return interval


with warnings.catch_warnings():
    warnings.simplefilter("error")
    exact = told("rate, 0 in 100, exact-c", confint_poisson(0, 100, method="exact-c"))
    score = told("rate, 0 in 100, score  ", confint_poisson(0, 100, method="score"))
    midp = told("rate, 0 in 100, midp-c ", confint_poisson(0, 100, method="midp-c"))
    one = told("rate, 1 in 100, midp-c ", confint_poisson(1, 100, method="midp-c"))
inside = test_poisson(0, 100, value=0.01, method="midp-c").pvalue
print(f"a rate of 0.01 by the same test: p = {inside:.2f}")
assert exact[0] == score[0] == 0
# Half the chance of none is a fortieth there: the upper end is right.
assert math.isclose(midp[1], math.log(20) / 100, rel_tol=1e-6)
assert math.isclose(midp[0], midp[1], rel_tol=1e-6) and inside > 0.3
assert one[0] < 0.01 < one[1]

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    none = told("ratio of 0 to 5, score ", confint_poisson_2indep(0, 100, 5, 100, method="score", compare="ratio"))
    turned = told("ratio of 5 to 0, score ", confint_poisson_2indep(5, 100, 0, 100, method="score", compare="ratio"))
    few = told("ratio of 1 to 5, score ", confint_poisson_2indep(1, 100, 5, 100, method="score", compare="ratio"))
    mover = told("ratio of 0 to 5, mover ", confint_poisson_2indep(0, 100, 5, 100, method="mover", compare="ratio"))
    inside = test_poisson_2indep(0, 100, 5, 100, value=0.3, method="score", compare="ratio").pvalue
print(f"a ratio of 0.3 by the same test: p = {inside:.2f}")
assert math.isclose(none[0], none[1], rel_tol=1e-6) and math.isclose(turned[0], turned[1], rel_tol=1e-6)
assert inside > 0.2 and few[0] < 0.2 < few[1] and mover[0] == 0
print("as described")
END
venv/bin/python zero.py
