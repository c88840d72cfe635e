// `backfile-search`: parse, run, and turn what went wrong into one line and an exit code.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <exception>
#include <iostream>
#include <new>

#include "article/text.h"
#include "searcher/options.h"

int main(int argc, char** argv) {
  using backfile::ExitCode;
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
