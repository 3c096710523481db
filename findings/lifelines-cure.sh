#!/usr/bin/env bash
# lifelines 0.30.3 (PyPI), models of the time until an event; surpyval 0.25 (PyPI), another of these, to compare.
#
# A record of outreach by weeks: of 100 people 24 answered in the first week, 10 in the second, 4 in the third, 2 in the fourth,
# and 60 had not when the record ended after twelve. Who never answers is what a cure model calls cured.
#
# Expected: MixtureCureFitter.fit_interval_censoring takes an upper bound of infinity as "not yet when last seen", as the same
# method of WeibullFitter does, and finds that some 60 of 100 never answer, as MixtureCureFitter.fit does from the same people
# with the middles of their weeks.
# Seen: it finds that nobody is cured. It takes S(12) - S(∞) for those who are silent, and S(∞), which is 0 without a cure, is the
# share that is cured here: so each of the silent is told to answer some day. Nothing warns. With the same bounds surpyval finds
# 60 of 100, and the likelihood of its answer is e^16 times that of the other. So the silent belong into `fit` with exact times,
# or into another library.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip --quiet install lifelines==0.30.3 surpyval==0.25 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3 autograd==1.9.1

cat > cure.py <<'END'
import warnings

import lifelines
import numpy as np
import surpyval

warnings.simplefilter("ignore")
weeks, silent, end = {1: 24, 2: 10, 3: 4, 4: 2}, 60, 12.0
lower = np.array([week - 1.0 for week, count in weeks.items() for _ in range(count)] + [end] * silent)
upper = np.array([float(week) for week, count in weeks.items() for _ in range(count)] + [np.inf] * silent)
answered = np.isfinite(upper)


def likelihood(cured, scale, shape):
    def open_at(time):
        return cured + (1 - cured) * np.exp(-((time / scale) ** shape))

    # Those who answered did between two times; of the others it is known only that they had not.
    return np.log(np.where(answered, open_at(lower) - open_at(np.where(answered, upper, 0.0)), open_at(lower))).sum()


def told(name, cured, scale, shape):
    print(f"{name}: {cured:.2f} cured, log-likelihood {likelihood(cured, scale, shape):.1f}")
    return cured


plain = lifelines.WeibullFitter()
ends = lifelines.WeibullFitter().fit_interval_censoring(lower, upper)
far = plain.fit_interval_censoring(lower, np.where(answered, upper, 1e20))
told("WeibullFitter, bound of infinity ", 0.0, ends.lambda_, ends.rho_)
told("WeibullFitter, bound of 1e20     ", 0.0, far.lambda_, far.rho_)
assert abs(ends.lambda_ / far.lambda_ - 1) < 1e-3

middle = np.where(answered, lower + 0.5, end)
fit = lifelines.MixtureCureFitter(base_fitter=lifelines.WeibullFitter()).fit(middle, answered)
from_middles = told("MixtureCureFitter.fit            ", fit.cured_fraction_, fit.lambda_, fit.rho_)
fit = lifelines.MixtureCureFitter(base_fitter=lifelines.WeibullFitter()).fit_interval_censoring(lower, upper)
from_bounds = told("  .fit_interval_censoring        ", fit.cured_fraction_, fit.lambda_, fit.rho_)
fit = surpyval.Weibull.fit(x=[[low, high] if is_in else [low, low] for low, high, is_in in zip(lower, upper, answered)],
                           c=np.where(answered, 2, 1), lfp=True)
from_surpyval = told("surpyval, the same bounds        ", 1 - fit.lfp_p, *fit.params)
assert 0.59 < from_middles < 0.61 and 0.59 < from_surpyval < 0.61
assert from_bounds < 1e-6
print("as described")
END
venv/bin/python cure.py
