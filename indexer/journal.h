// The report file of a run: a line of JSON for each file that was looked into, for each refusal,
// and one for the run. Reasons are those of `Reason`; the manual page explains each.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "article/problem.h"
#include "index/files.h"

namespace backfile {

class Journal {
 public:
  // Keeps the `keep` reports before this one as PATH.1 (the youngest) and so on. An empty path:
  // nothing is written. Throws Error.
  Journal(const std::string& path, int keep);
  ~Journal();  // What was not finished is left as it is: the run broke off.

  // `verdict`: "read", "unsettled", "gone".
  void File(const std::string& path, const char* verdict, std::int64_t bytes = 0,
            std::int64_t records = 0);
  void Refused(const Problem& problem, bool is_known);
  // The last line: a JSON object of figures.
  void Finish(const std::string& run);

  const std::string& path() const { return path_; }

 private:
  void Line(std::string json);

  std::string path_;
  std::unique_ptr<FileWriter> file_;
};

}  // namespace backfile
