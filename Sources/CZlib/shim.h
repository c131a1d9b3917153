#ifndef OVERLAP_CZLIB_SHIM_H
#define OVERLAP_CZLIB_SHIM_H

#include <zlib.h>

// A macro that Swift does not import: it passes the library's version and the size of the structure.
static inline int overlap_inflateInit2(z_stream *stream, int windowBits) { return inflateInit2(stream, windowBits); }

#endif
