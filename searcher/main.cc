// `backfile-search`: parse, run, and turn what went wrong into one line and an exit code.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <malloc.h>

#include <exception>
#include <iostream>
#include <new>

#include "article/text.h"
#include "searcher/options.h"

namespace {

// Lists of a hundred thousand documents come and go with every question. Handing their memory back
// each time, and getting it cleared again, takes a third of a search.
void KeepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // The most that glibc takes.
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  using backfile::ExitCode;
  KeepFreedMemory();
  try {
    return static_cast<int>(backfile::RunCommandLine(argc, argv));
  } catch (const backfile::Error& error) {
    std::cerr << "backfile-search: " << backfile::Printable(error.what(), true) << "\n";
    return static_cast<int>(error.code());
  } catch (const std::bad_alloc&) {
    std::cerr << "backfile-search: there is not enough memory\n";
    return static_cast<int>(ExitCode::kTryLater);
  } catch (const std::exception& error) {
    std::cerr << "backfile-search: internal error: " << backfile::Printable(error.what()) << "\n";
    return static_cast<int>(ExitCode::kInternal);
  }
}
