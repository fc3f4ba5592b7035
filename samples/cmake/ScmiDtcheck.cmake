# SPDX-License-Identifier: BSD-2-Clause
#[[
Checks device trees in a build by CMake, with Makefiles or Ninja:

  include(ScmiDtcheck)
  scmi_dtcheck(TARGET TREES FILE... [FIRMWARE FILE] [OVERLAYS FILE...] [MANIFEST FILE]
               [GUESTS NAME=FILE[,CONFIG]...] [SCHEMA_DIRS DIR...] [XEN DRIVER] [WARN ARGUMENT...]
               [INCLUDE_DIRS DIR...] [DEFINES NAME[=VALUE]...])
  scmi_dtcheck(TARGET PROJECT FILE [WARN ARGUMENT...])

lets TARGET, which exists, wait for a check of the trees; the build fails where there are errors,
each time until they are fixed. The rest are the options of scmi-dtcheck's check: MANIFEST is its
--guests, GUESTS its --guest; INCLUDE_DIRS and DEFINES are for trees with #include. File names are relative to the current source directory. A check runs
again when a tree, anything that it includes, another file or directory that is named, the arguments
or the program have changed. Once a target.

CMake's Makefiles never forget an included file: once it is included no more and deleted, the check
runs in every build until the build directory is made anew. Ninja has no such trouble.

SCMI_DTCHECK_EXECUTABLE is the program, found through pkg-config (libscmi-dtcheck) or PATH.
]]
cmake_minimum_required(VERSION 3.20)

find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
  pkg_check_modules(PC_SCMI_DTCHECK QUIET libscmi-dtcheck)
  if(PC_SCMI_DTCHECK_FOUND)
    pkg_get_variable(SCMI_DTCHECK_BINDIR libscmi-dtcheck bindir)
  endif()
endif()
find_program(SCMI_DTCHECK_EXECUTABLE scmi-dtcheck HINTS ${SCMI_DTCHECK_BINDIR} REQUIRED
             DOC "checker of SCMI device trees")
mark_as_advanced(SCMI_DTCHECK_EXECUTABLE)

# Appends OPTION and the file's absolute name, for each file, to the list called out.
function(_scmi_dtcheck_files out option)
  foreach(file IN LISTS ARGN)
    get_filename_component(path "${file}" ABSOLUTE)
    list(APPEND ${out} "${option}${path}")
  endforeach()
  set(${out} "${${out}}" PARENT_SCOPE)
endfunction()

function(scmi_dtcheck target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FIRMWARE;MANIFEST;PROJECT;XEN"
                        "TREES;OVERLAYS;GUESTS;SCHEMA_DIRS;WARN;INCLUDE_DIRS;DEFINES")
  if(NOT TARGET ${target} OR arg_UNPARSED_ARGUMENTS OR NOT (arg_TREES OR arg_PROJECT))
    message(FATAL_ERROR "scmi_dtcheck(${ARGV}): a target and TREES, or PROJECT, are wanted")
  endif()

  set(options)
  _scmi_dtcheck_files(options --project= ${arg_PROJECT})
  _scmi_dtcheck_files(options --firmware= ${arg_FIRMWARE})
  _scmi_dtcheck_files(options --overlay= ${arg_OVERLAYS})
  _scmi_dtcheck_files(options --guests= ${arg_MANIFEST})
  _scmi_dtcheck_files(options --schema-dir= ${arg_SCHEMA_DIRS})
  _scmi_dtcheck_files(options --include-dir= ${arg_INCLUDE_DIRS})
  list(TRANSFORM arg_DEFINES PREPEND --define=)
  list(APPEND options ${arg_DEFINES})
  foreach(guest IN LISTS arg_GUESTS)
    string(REGEX MATCH "^([^=]+)=(.+)$" ok "${guest}")
    if(NOT ok)
      message(FATAL_ERROR "scmi_dtcheck(GUESTS ${guest}): NAME=FILE[,CONFIG] is wanted")
    endif()
    set(name "${CMAKE_MATCH_1}")
    set(files "${CMAKE_MATCH_2}")
    if(files MATCHES "^(.+),([^,]+)$")
      get_filename_component(config "${CMAKE_MATCH_2}" ABSOLUTE)
      get_filename_component(files "${CMAKE_MATCH_1}" ABSOLUTE)
      string(APPEND files ",${config}")
    endif()
    _scmi_dtcheck_files(options --guest=${name}= "${files}")
  endforeach()
  list(TRANSFORM arg_WARN PREPEND --warn=)
  list(APPEND options ${arg_WARN})
  if(arg_XEN)
    list(APPEND options --xen=${arg_XEN})
  endif()
  _scmi_dtcheck_files(options "" ${arg_TREES})
  set(trees)
  _scmi_dtcheck_files(trees "" ${arg_TREES})

  # Written anew only when it differs: Makefiles do not notice other arguments by themselves.
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${target}.scmi-dtcheck)
  file(GENERATE OUTPUT ${stamp}.options CONTENT "${options}\n")
  add_custom_command(
    OUTPUT ${stamp}
    COMMAND ${SCMI_DTCHECK_EXECUTABLE} check -q --depfile=${stamp}.d ${options}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${trees} ${stamp}.options ${SCMI_DTCHECK_EXECUTABLE}
    DEPFILE ${stamp}.d
    COMMENT "Checking the SCMI configuration for ${target}"
    VERBATIM)
  add_custom_target(${target}-scmi-dtcheck DEPENDS ${stamp})
  add_dependencies(${target} ${target}-scmi-dtcheck)
endfunction()
