// The name that the library was built to be found by (its soname) comes from the build.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/microhttpd.h"

#include <dlfcn.h>

#include <string>

#include "article/problem.h"

namespace backfile {

namespace {

[[noreturn]] void Fail() {
  throw Error(ExitCode::kInternal,
              std::string("serve: libmicrohttpd cannot be loaded: ") + dlerror());
}

class Loader {
 public:
  Loader() : library_(dlopen(BACKFILE_MICROHTTPD, RTLD_NOW | RTLD_LOCAL)) {
    if (library_ == nullptr) Fail();
  }

  template <class Function>
  void Find(const char* name, Function* function) const {
    *function = reinterpret_cast<Function>(dlsym(library_, name));
    if (*function == nullptr) Fail();
  }

 private:
  void* library_;  // Never let go of: its threads may be anywhere.
};

Microhttpd Load() {
  const Loader loader;
  Microhttpd found{};
  loader.Find("MHD_add_response_header", &found.add_response_header);
  loader.Find("MHD_create_response_from_buffer", &found.create_response_from_buffer);
  loader.Find("MHD_create_response_from_callback", &found.create_response_from_callback);
  loader.Find("MHD_create_response_from_fd", &found.create_response_from_fd);
  loader.Find("MHD_destroy_response", &found.destroy_response);
  loader.Find("MHD_get_connection_info", &found.get_connection_info);
  loader.Find("MHD_get_connection_values", &found.get_connection_values);
  loader.Find("MHD_queue_response", &found.queue_response);
  loader.Find("MHD_quiesce_daemon", &found.quiesce_daemon);
  loader.Find("MHD_resume_connection", &found.resume_connection);
  loader.Find("MHD_start_daemon", &found.start_daemon);
  loader.Find("MHD_stop_daemon", &found.stop_daemon);
  loader.Find("MHD_suspend_connection", &found.suspend_connection);
  return found;
}

}  // namespace

const Microhttpd& Mhd() {
  static const Microhttpd found = Load();
  return found;
}

}  // namespace backfile
