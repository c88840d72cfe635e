// Lines of JSON, and older reports moved out of the way.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/journal.h"

#include <cstdio>

#include "article/json.h"

namespace backfile {

namespace {

void Rotate(const std::string& path, int keep) {
  for (int i = keep; i > 0; --i) {
    const std::string older = path + "." + std::to_string(i);
    const std::string younger = i == 1 ? path : path + "." + std::to_string(i - 1);
    std::rename(younger.c_str(), older.c_str());  // Absent at first: nothing is lost.
  }
}

}  // namespace

Journal::Journal(const std::string& path, int keep) : path_(path) {
  if (path.empty()) return;
  Rotate(path, keep);
  file_ = std::make_unique<FileWriter>(path);
}

Journal::~Journal() = default;

void Journal::Line(std::string json) {
  json += '\n';
  file_->Append(json);
}

void Journal::File(const std::string& path, const char* verdict, std::int64_t bytes,
                   std::int64_t records) {
  if (!file_) return;
  std::string line;
  JsonObject json(&line);
  json.Text("type", "file");
  json.Text("path", path);
  json.Text("verdict", verdict);
  json.Number("bytes", bytes);
  json.Number("records", records);
  json.Close();
  Line(std::move(line));
}

void Journal::Refused(const Problem& problem, bool is_known) {
  if (!file_) return;
  std::string line;
  JsonObject json(&line);
  json.Text("type", "refused");
  json.Text("path", problem.where.archive);
  json.ListIfAny("member", problem.where.members);
  if (problem.where.offset) json.Number("offset", *problem.where.offset);
  json.Text("reason", ReasonName(problem.reason));
  json.TextIfAny("sentence", problem.sentence);
  json.Bool("known", is_known);
  json.Close();
  Line(std::move(line));
}

void Journal::Finish(const std::string& run) {
  if (!file_) return;
  Line(run);
  file_->Close();
  file_.reset();
}

}  // namespace backfile
