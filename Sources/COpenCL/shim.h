#ifndef OVERLAP_COPENCL_SHIM_H
#define OVERLAP_COPENCL_SHIM_H

// The oldest version with sub-devices and named kernels: drivers for it and for all later ones serve.
#define CL_TARGET_OPENCL_VERSION 120

#include <CL/cl.h>
#include <CL/cl_ext.h>

#endif
