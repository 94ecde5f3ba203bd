# SPDX-License-Identifier: MIT
# find_package(policyc): for services that are built with CMake.
#
#     target_link_libraries(service PRIVATE policyc::headers)      the headers that are installed
#
#     policyc_add_headers(service POLICIES ../legal/policies       headers of their own, made again whenever a policy changes
#                         [BRANDS mami...] [TEMPLATES DIR])
#
# POLICIES is the folder with vocabulary.yaml and <brand>.yaml. With BRANDS these brands only, and no brands.h. A header that would stay
# the same is not written, so that only what includes a changed one is compiled again.

cmake_policy(VERSION 3.20)

get_filename_component(policyc_prefix_ "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
find_program(POLICYC_EXECUTABLE policyc HINTS "${policyc_prefix_}/bin")
if(NOT TARGET policyc::headers)
  add_library(policyc::headers INTERFACE IMPORTED)
  set_target_properties(policyc::headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${policyc_prefix_}/include")
endif()

function(policyc_add_headers target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "POLICIES;TEMPLATES" "BRANDS")
  if(NOT arg_POLICIES OR arg_UNPARSED_ARGUMENTS OR arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "write policyc_add_headers(TARGET POLICIES DIR [BRANDS ID...] [TEMPLATES DIR])")
  endif()
  if(NOT POLICYC_EXECUTABLE)
    message(FATAL_ERROR "policyc_add_headers needs the compiler: install policyc, or set POLICYC_EXECUTABLE")
  endif()
  if(NOT arg_TEMPLATES)
    set(arg_TEMPLATES "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../../policyc/templates")
  endif()
  get_filename_component(policies "${arg_POLICIES}" ABSOLUTE)
  get_filename_component(templates "${arg_TEMPLATES}" ABSOLUTE)

  # Targets that ask for the same share one run.
  string(SHA256 key "${policies};${templates};${arg_BRANDS}")
  string(SUBSTRING "${key}" 0 8 key)
  set(out "${CMAKE_BINARY_DIR}/policyc-${key}")
  if(NOT TARGET policyc-${key})
    policyc_generate_(policyc-${key} "${out}" "${policies}" "${templates}" "${arg_BRANDS}")
  endif()

  add_dependencies(${target} policyc-${key})
  get_target_property(type ${target} TYPE)
  if(type STREQUAL INTERFACE_LIBRARY)
    target_include_directories(${target} INTERFACE "$<BUILD_INTERFACE:${out}/include>")
  else()
    target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${out}/include>")
  endif()
endfunction()

function(policyc_generate_ name out policies templates brands)
  set(ids ${brands})
  if(NOT brands)
    file(GLOB ids CONFIGURE_DEPENDS RELATIVE "${policies}" "${policies}/*.yaml")
    list(TRANSFORM ids REPLACE "\\.yaml$" "")
    list(REMOVE_ITEM ids vocabulary)
    list(APPEND ids brands)
  endif()
  set(headers policy vocabulary ${ids})
  list(TRANSFORM headers REPLACE "(.+)" "${out}/include/policy/\\1.h")
  list(TRANSFORM brands PREPEND "--brand=")
  set(stamp "${out}/policyc.stamp")
  file(MAKE_DIRECTORY "${out}")

  set(command "${POLICYC_EXECUTABLE}" build -o "${out}" --policies "${policies}" --templates "${templates}" ${brands})
  if(CMAKE_GENERATOR MATCHES "Ninja")
    # A depfile's target cannot have '=', which a path above may have.
    file(RELATIVE_PATH target "${CMAKE_CURRENT_BINARY_DIR}" "${stamp}")
    set(commands COMMAND ${command} -MD "${target}" COMMAND "${CMAKE_COMMAND}" -E copy "${stamp}" "${stamp}.d" DEPFILE "${stamp}.d"
                 WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}")
  else()
    # CMake's rules for make miss no by-products, and keep every name that a depfile has ever had: so look before each build.
    set(commands COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}.start" COMMAND ${command}
                 COMMAND "${CMAKE_COMMAND}" -E rename "${stamp}.start" "${stamp}")
    string(CONCAT look "find \"$1\" \"$2\" -newer \"$0\" 2>&1 | grep -q . && rm -f \"$0\"; shift 2; "
                       "for header do test -f \"$header\" || rm -f \"$0\"; done")
    add_custom_target(${name}-stale COMMAND sh -c "${look}" "${stamp}" "${policies}" "${templates}" ${headers} VERBATIM)
  endif()
  add_custom_command(OUTPUT "${stamp}" BYPRODUCTS ${headers} ${commands} DEPENDS "${POLICYC_EXECUTABLE}"
                     COMMENT "Headers of ${policies}" VERBATIM)
  add_custom_target(${name} DEPENDS "${stamp}")
  if(TARGET ${name}-stale)
    add_dependencies(${name} ${name}-stale)
  endif()
endfunction()
