// glibc's own calls about memory, which its module leaves out.
#pragma once
#include <malloc.h>
