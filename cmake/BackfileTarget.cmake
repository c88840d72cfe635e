# One interface target that carries the language and the warnings, and one function for the libraries.
add_library(backfile_settings INTERFACE)
target_compile_features(backfile_settings INTERFACE cxx_std_20)
target_include_directories(backfile_settings INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/backfile>)
set_target_properties(backfile_settings PROPERTIES EXPORT_NAME settings)
# How our own sources are looked at; not for those who use the libraries.
set(warnings -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wnull-dereference)
target_compile_definitions(backfile_settings INTERFACE $<BUILD_INTERFACE:BACKFILE_VERSION="${PROJECT_VERSION}">)
if(BACKFILE_WERROR)
  list(APPEND warnings -Werror)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # At -O2 g++ 12 guesses these wrong in the standard library's strings (GCC bugs 105329, 105651);
  # where warnings are errors, at -O1, they are kept.
  list(APPEND warnings -Wno-restrict -Wno-maybe-uninitialized -Wno-null-dereference)
endif()
target_compile_options(backfile_settings INTERFACE "$<BUILD_INTERFACE:${warnings}>")
if(BACKFILE_FUZZ)
  target_compile_options(backfile_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(BACKFILE_SANITIZE)
  target_compile_options(backfile_settings INTERFACE -fsanitize=${BACKFILE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(backfile_settings INTERFACE -fsanitize=${BACKFILE_SANITIZE})
  target_compile_definitions(backfile_settings INTERFACE BACKFILE_SANITIZED=1)
endif()

# backfile_library(FOLDER SOURCE...): the library of one folder, `backfile::FOLDER`. What it may link is
# said by the folder's own CMakeLists.txt, and with it what it may include.
function(backfile_library folder)
  add_library(backfile_${folder} STATIC ${ARGN})
  add_library(backfile::${folder} ALIAS backfile_${folder})
  set_target_properties(backfile_${folder} PROPERTIES EXPORT_NAME ${folder})
  target_link_libraries(backfile_${folder} PUBLIC backfile_settings)
endfunction()

# backfile_completions(PROGRAM): what `PROGRAM completion SHELL` prints, installed where the shells look.
function(backfile_completions program)
  set(dir ${PROJECT_BINARY_DIR}/completions)
  foreach(shell bash zsh fish)
    add_custom_command(OUTPUT ${dir}/${program}.${shell}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${dir}
      COMMAND ${program} completion ${shell} > ${dir}/${program}.${shell}
      DEPENDS ${program})
    list(APPEND scripts ${dir}/${program}.${shell})
  endforeach()
  add_custom_target(${program}-completions ALL DEPENDS ${scripts})
  install(FILES ${dir}/${program}.bash RENAME ${program}
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${dir}/${program}.zsh RENAME _${program} DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES ${dir}/${program}.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endfunction()

# backfile_install_starter(FILE FOLDER): a unit or a line for cron, with the programs where they will be.
function(backfile_install_starter file folder)
  get_filename_component(name ${file} NAME)
  file(READ ${PROJECT_SOURCE_DIR}/${file} text)
  string(REPLACE "/usr/bin/backfile-" "${CMAKE_INSTALL_FULL_BINDIR}/backfile-" text "${text}")
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${file} CONTENT "${text}" @ONLY)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${file})
  install(FILES ${PROJECT_BINARY_DIR}/${file} DESTINATION ${folder})
endfunction()
