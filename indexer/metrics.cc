// Metrics as text, and the note as JSON.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/metrics.h"

#include <simdjson.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "article/json.h"
#include "index/files.h"
#include "index/seal.h"
#include "indexer/cage.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNoteName = "/last-run.json";
constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int32_t kYearDays = 366;  // Silent for longer, a source has come to its end.

struct Days {
  std::int64_t articles = 0;
  std::set<std::int32_t> days;
};

// Three times the longest pause that is usual (nine of ten are no longer), and a day.
std::int32_t PatienceWith(const std::set<std::int32_t>& days) {
  std::vector<std::int32_t> pauses;
  for (auto it = days.begin(); it != days.end() && std::next(it) != days.end(); ++it) {
    pauses.push_back(*std::next(it) - *it);
  }
  if (pauses.empty()) return INT32_MAX;
  const auto usual = pauses.begin() + static_cast<std::ptrdiff_t>((pauses.size() - 1) * 9 / 10);
  std::ranges::nth_element(pauses, usual);
  return 3 * *usual + 1;
}

void CountSources(const Snapshot& snapshot, int segment, std::map<std::string, Days>* sources) {
  const Columns& columns = snapshot.columns(segment);
  for (std::uint32_t d = 1; d <= columns.documents(); ++d) {
    if (snapshot.tombstones(segment).Has(d)) continue;
    std::string_view name;
    if (columns.has_value(Facet::kSource, d)) {
      name = columns.value_text(Facet::kSource, columns.values(Facet::kSource, d).front());
    }
    Days& source = (*sources)[std::string(name)];
    ++source.articles;
    if (columns.day(d) != kUndated) source.days.insert(columns.day(d));
  }
}

// A label's value: backslash, quotation mark and line end are escaped.
std::string Label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

class MetricsText {
 public:
  void Add(const std::string& name, std::int64_t value, const std::string& label = "",
           std::string_view of = "") {
    if (name != last_) text_ << "# TYPE backfile_" << name << " gauge\n";
    last_ = name;
    text_ << "backfile_" << name;
    if (!label.empty()) text_ << "{" << label << "=\"" << Label(of) << "\"}";
    text_ << " " << value << "\n";
  }
  std::string str() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::string last_;
};

std::int64_t BytesOf(const Snapshot& snapshot) {
  std::int64_t bytes = 0;
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    for (const SegmentFile& file : ReadSegmentInfo(snapshot.segment_path(segment)).files) {
      bytes += file.bytes;
    }
  }
  return bytes;
}

void AddIndex(const Snapshot& snapshot, MetricsText* out) {
  out->Add("index_bytes", BytesOf(snapshot));
  out->Add("index_segments", snapshot.segments());
  out->Add("generation", snapshot.generation().number);
  const std::vector<SourceState> sources = StateOfSources(snapshot);
  for (const SourceState& s : sources) out->Add("documents", s.articles, "source", s.name);
  for (const SourceState& s : sources) {
    if (s.newest == kUndated) continue;
    out->Add("newest_document_timestamp_seconds", s.newest * kDaySeconds, "source", s.name);
  }
  for (const SourceState& s : sources) {
    out->Add("source_silent_days", s.silent_days, "source", s.name);
  }
}

}  // namespace

std::vector<SourceState> StateOfSources(const Snapshot& snapshot) {
  std::map<std::string, Days> sources;
  for (int s = 0; s < snapshot.segments(); ++s) CountSources(snapshot, s, &sources);
  std::int32_t newest = kUndated;
  for (const auto& [name, source] : sources) {
    if (!source.days.empty()) newest = std::max(newest, *source.days.rbegin());
  }
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  const auto today = static_cast<std::int32_t>(now.time_since_epoch().count());
  const bool are_all_over = newest == kUndated || today - newest > kYearDays;
  const std::int32_t until = are_all_over ? newest : std::max(newest, today);
  std::vector<SourceState> states;
  for (const auto& [name, source] : sources) {
    SourceState state{name, source.articles};
    if (!source.days.empty()) {
      state.newest = *source.days.rbegin();
      const std::int32_t silent = until - state.newest;
      const bool has_ended = silent > kYearDays;
      if (silent > PatienceWith(source.days) && !has_ended) state.silent_days = silent;
    }
    states.push_back(state);
  }
  return states;
}

std::optional<RunNote> ReadRunNote(const std::string& index_dir) {
  simdjson::padded_string text;
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  RunNote note;
  std::string_view verb;
  const bool ok =
      simdjson::padded_string::load(index_dir + kNoteName).get(text) == simdjson::SUCCESS &&
      parser.parse(text).get(root) == simdjson::SUCCESS &&
      root["verb"].get(verb) == simdjson::SUCCESS &&
      root["ended"].get(note.ended) == simdjson::SUCCESS &&
      root["succeeded"].get(note.succeeded) == simdjson::SUCCESS &&
      root["exit_code"].get(note.exit_code) == simdjson::SUCCESS &&
      IsAsWritten(text, root, {"verb", "ended", "succeeded", "exit_code"});
  if (!ok) return std::nullopt;
  note.verb = verb;
  std::string_view lacks;
  if (root["cage_lacks"].get(lacks) == simdjson::SUCCESS) note.cage_lacks = lacks;
  return note;
}

RunNote NoteOfRun(const std::string& index_dir, const std::string& verb, ExitCode code) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  RunNote note = ReadRunNote(index_dir).value_or(RunNote());
  note.verb = verb;
  note.ended = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  note.exit_code = static_cast<std::int64_t>(code);
  if (code == ExitCode::kDone || code == ExitCode::kIncomplete) note.succeeded = note.ended;
  note.cage_lacks = MissingFromCage();
  return note;
}

void WriteRunNote(const std::string& index_dir, const RunNote& note) {
  std::string text;
  JsonObject json(&text);
  json.Text("verb", note.verb);
  json.Number("ended", note.ended);
  json.Number("succeeded", note.succeeded);
  json.Number("exit_code", note.exit_code);
  json.TextIfAny("cage_lacks", note.cage_lacks);
  json.Close();
  ReplaceFile(index_dir + kNoteName, Sealed(text) + "\n");
}

void WriteMetrics(const std::string& path, const RunNote& note, const Report& report,
                  const Snapshot* snapshot) {
  MetricsText out;
  out.Add("last_run_timestamp_seconds", note.ended);
  out.Add("last_success_timestamp_seconds", note.succeeded);
  out.Add("exit_code", note.exit_code);
  out.Add("run_duration_seconds", std::llround(report.seconds()));
  for (const auto& [name, value] : report.Figures()) out.Add(name, value);
  for (const auto& [reason, n] : report.refused_by_reason()) {
    out.Add("rejected", n, "reason", reason);
  }
  if (snapshot != nullptr) AddIndex(*snapshot, &out);
  ReplaceFile(fs::absolute(path).string(), out.str());
  chmod(path.c_str(), 0644);  // The collector is another user.
}

}  // namespace backfile
