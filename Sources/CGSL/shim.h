#ifndef OVERLAP_CGSL_SHIM_H
#define OVERLAP_CGSL_SHIM_H

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_fft_halfcomplex.h>
#include <gsl/gsl_fft_real.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

// libm under names of our own: the engine modules import neither Foundation nor the platform's C library.
static inline double overlap_exp(double x) { return exp(x); }
static inline double overlap_expm1(double x) { return expm1(x); }
static inline double overlap_log(double x) { return log(x); }
static inline double overlap_log1p(double x) { return log1p(x); }

#endif
