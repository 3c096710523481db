#!/usr/bin/env bash
# lifelines 0.30.3 (PyPI), models of the time until an event.
#
# Of 100 people 4 a day answered for six days and 20 on the seventh, as days are counted in exports; 24 did in the second week.
#
# Expected: PiecewiseExponentialFitter([7]) has one rate up to a week and another after it. Its documentation says that the first
# holds for t ≤ 7, so who answered on the seventh day counts there, and each rate is the days waited by answers: 14.0 in the first
# week and 12.0 in the second. If the end of a week belonged to the second one, it would be 25.7 and 6.5.
# Seen: 21.1 and 7.4, which is neither. An event at a breakpoint itself has the mean of both rates: the rate is the slope of a line
# with a bend there, and the slope at a bend is taken to be the one half way. Nothing warns. Breakpoints by a millionth later
# give what the documentation says, so breakpoints belong between the times that the data can have.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install lifelines==0.30.3 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3 autograd==1.9.1

cat > week.py <<'END'
import lifelines
import numpy as np

answers = {1: 4, 2: 4, 3: 4, 4: 4, 5: 4, 6: 4, 7: 20, 8: 8, 9: 6, 10: 4, 11: 2, 12: 2, 13: 1, 14: 1}
days = np.array([float(day) for day, count in answers.items() for _ in range(count)])
silent = 100 - len(days)
times, is_answered = np.append(days, [14.0] * silent), np.append(np.ones(len(days)), np.zeros(silent))


def told(what, first, second):
    print(f"{what}: {first:.2f} and {second:.2f}")
    return first, second


def fitted(breakpoint):
    fit = lifelines.PiecewiseExponentialFitter([breakpoint]).fit(times, is_answered)
    return told(f"fitted, {breakpoint:.6f}    ", fit.lambda_0_, fit.lambda_1_)


waited = np.minimum(times, 7).sum(), np.maximum(times - 7, 0).sum()
end_in_first = told("days by answers, t ≤ 7", waited[0] / (days <= 7).sum(), waited[1] / (days > 7).sum())
end_in_second = told("days by answers, t < 7", waited[0] / (days < 7).sum(), waited[1] / (days >= 7).sum())
at, after, before = fitted(7.0), fitted(7.000001), fitted(6.999999)
assert np.allclose(after, end_in_first, rtol=0.01) and np.allclose(before, end_in_second, rtol=0.01)
assert np.allclose(at, (21.10, 7.40), rtol=0.01)
# The slope half way: the most likely rates when the answers of the seventh day have the mean of both.
rates = 1 / np.array(at)
share = 20 * rates / rates.sum()
assert np.allclose(waited * rates, (24 + share[0], 24 + share[1]), rtol=0.01)
print("as described")
END
venv/bin/python week.py
