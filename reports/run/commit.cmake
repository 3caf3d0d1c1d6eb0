# Run at every build: cmake -DSOURCE=<checkout> -DOUTPUT=<header> -P commit.cmake
# Writes the commit of the checkout; the header is touched only when the answer is another one.
cmake_minimum_required(VERSION 3.25)
function(ask_git result)
  execute_process(COMMAND git -C ${SOURCE} ${ARGN} OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE
                  ERROR_QUIET RESULT_VARIABLE failed)
  if(failed)
    set(answer "")
  endif()
  set(${result} "${answer}" PARENT_SCOPE)
endfunction()

ask_git(commit rev-parse --short=12 HEAD)
ask_git(changes status --porcelain --untracked-files=no)
set(dirty false)
if(changes)
  set(dirty true)
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT
     "#pragma once\n#define GRADPROOF_COMMIT \"@commit@\"\n#define GRADPROOF_DIRTY @dirty@\n" @ONLY)
