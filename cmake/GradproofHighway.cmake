# Vector kernels with run-time dispatch; without Highway the plain loops do everything. Found here and not in core/, so that
# the installed package knows of it too.
find_package(hwy 1.0 QUIET)
if(hwy_FOUND)
  gradproof_feature("vector kernels: Highway ${hwy_VERSION}")
else()
  gradproof_feature("vector kernels: Highway not found, so plain loops in their place (Debian: libhwy-dev)")
endif()
