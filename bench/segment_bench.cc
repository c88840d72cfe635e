// segment_bench: builds one segment from JSON lines as the indexer does, without archives or
// ledger.
//
//     segment_bench WRITER INPUT.jsonl DIR [JOBS [BATCH [GROUP]]]
//
// Builder processes turn batches of lines into parts; children merge every GROUP parts into a group
// and seal it; a last one makes a segment of the groups. Prints one `name value unit` a line.
// Input: objects with id, title, text, date, people, places, topics (others are left out).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <simdjson.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <new>
#include <string>
#include <vector>

#include "article/article.h"
#include "article/problem.h"
#include "article/understand.h"
#include "index/analyzer.h"
#include "index/columns.h"
#include "index/files.h"
#include "index/segment_writer.h"
#include "index/segments.h"
#include "index/stored_article.h"

namespace backfile {

namespace {

namespace fs = std::filesystem;

struct BenchOptions {
  WriterKind writer = WriterKind::kDirect;
  std::string input;
  std::string dir;
  int jobs = 2;
  std::size_t batch = 250;
  std::size_t group = 100;
};

double Now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void Print(const char* name, double value, const char* unit) {
  std::printf("%-28s %12.3f %s\n", name, value, unit);
}

std::string PartDir(const BenchOptions& settings, std::size_t i) {
  return settings.dir + "/parts/p" + std::to_string(i);
}
std::string GroupDir(const BenchOptions& settings, std::size_t i) {
  return settings.dir + "/groups/g" + std::to_string(i);
}

void Append(const simdjson::dom::element& object, const char* field,
            std::vector<std::string>* list) {
  simdjson::dom::array values;
  if (object[field].get(values) != simdjson::SUCCESS) return;
  for (const auto& value : values) list->emplace_back(std::string_view(value));
}

std::string Text(const simdjson::dom::element& object, const char* field) {
  std::string_view text;
  return object[field].get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
}

Article ReadArticle(const simdjson::dom::element& object) {
  Article article;
  article.format = "jsonl";
  article.external_id = Text(object, "id");
  article.source = "Bench";
  article.title = Text(object, "title");
  article.body = Text(object, "text");
  article.published = ParseIsoDate(Text(object, "date"));
  std::vector<std::string> people;
  Append(object, "people", &people);
  for (std::string& name : people)
    article.people.push_back({std::move(name), "", {}, Basis::kMetadata});
  Append(object, "places", &article.places);
  Append(object, "topics", &article.subjects);
  FinishArticle(&article);
  return article;
}

// Where each batch of lines begins.
std::vector<std::size_t> CutBatches(std::string_view text, std::size_t lines) {
  std::vector<std::size_t> begins;
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size(); ++n) {
    if (n % lines == 0) begins.push_back(at);
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  begins.push_back(text.size());
  return begins;
}

// What the processes share.
struct Board {
  std::atomic<std::size_t> next;
  std::atomic<std::uint64_t> documents;
  std::atomic<std::uint8_t> done[1 << 20];
};

void BuildPart(std::string_view lines, const std::string& dir, Analyzer* analyzer,
               Understanding* understanding, SegmentWriter* writer, Board* board) {
  thread_local simdjson::dom::parser parser;
  writer->Begin(dir);
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
    Article article = ReadArticle(parser.parse(lines.data(), end, true));
    lines.remove_prefix(end);
    understanding->Understand(&article);
    ColumnRow row = MakeColumnRow(article);
    row.digest = ContentDigest(article);
    writer->Add(*analyzer, analyzer->Analyze(article), row, StoreArticle(article));
  }
  writer->Finish();
  board->documents += writer->documents();
}

void Build(std::string_view text, const std::vector<std::size_t>& begins,
           const BenchOptions& settings, Board* board) {
  Analyzer analyzer;
  Understanding understanding;
  const auto writer = MakeSegmentWriter(settings.writer);
  for (std::size_t i = board->next++; i + 1 < begins.size(); i = board->next++) {
    BuildPart(text.substr(begins[i], begins[i + 1] - begins[i]), PartDir(settings, i), &analyzer,
              &understanding, writer.get(), board);
    board->done[i] = 1;
  }
}

template <class Work>
pid_t Fork(Work work) {
  const pid_t child = fork();
  if (child != 0) return child;
  try {
    work();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    _exit(1);
  }
  _exit(0);
}

void Wait(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child || status != 0) std::exit(1);
}

void MergeGroup(const BenchOptions& settings, std::size_t group, std::size_t parts) {
  std::vector<std::string> dirs;
  for (std::size_t i = group * settings.group; i < std::min(parts, (group + 1) * settings.group);
       ++i) {
    dirs.push_back(PartDir(settings, i));
  }
  for (const std::string& dir : dirs) CheckPart(dir);
  MergeParts(dirs, GroupDir(settings, group));
  SealSegment(GroupDir(settings, group), "group", CheckPart(GroupDir(settings, group)), "part");
}

// Merges each group as soon as its parts are done.
void MergeGroups(const BenchOptions& settings, std::size_t parts, const Board& board) {
  const std::size_t groups = (parts + settings.group - 1) / settings.group;
  for (std::size_t group = 0, part = 0; group < groups; ++group) {
    for (; part < std::min(parts, (group + 1) * settings.group); ++part) {
      while (board.done[part] == 0) usleep(1000);
    }
    Wait(Fork([&] { MergeGroup(settings, group, parts); }));
    for (std::size_t i = group * settings.group; i < part; ++i)
      fs::remove_all(PartDir(settings, i));
  }
}

void Publish(const BenchOptions& settings, std::size_t groups) {
  std::vector<std::string> dirs;
  for (std::size_t i = 0; i < groups; ++i) dirs.push_back(GroupDir(settings, i));
  const std::string out = settings.dir + "/segment";
  double begin = Now();
  const std::uint32_t documents = backfile::MakeSegment(dirs, out);
  Print("segment of groups", Now() - begin, "s");
  begin = Now();
  SealSegment(out, "segment", documents, "bench");
  Print("seal", Now() - begin, "s");
  std::fflush(stdout);
}

void PrintFiles(const std::string& dir, double input_bytes) {
  double all = 0;
  for (const auto& file : fs::directory_iterator(dir)) {
    const auto bytes = static_cast<double>(file.file_size());
    Print(file.path().filename().c_str(), bytes / 1e6, "MB");
    all += bytes;
  }
  Print("segment", all / 1e6, "MB");
  Print("segment / input", all / input_bytes, "");
}

void RunBench(const BenchOptions& settings) {
  fs::remove_all(settings.dir);
  fs::create_directories(settings.dir + "/parts");
  fs::create_directories(settings.dir + "/groups");
  const MappedFile file(settings.input);
  const std::vector<std::size_t> begins = CutBatches(file.bytes(), settings.batch);
  const std::size_t parts = begins.size() - 1;
  void* shared =
      mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto* board = new (shared) Board;
  const double begin = Now();
  std::vector<pid_t> builders;
  for (int i = 0; i < settings.jobs; ++i) {
    builders.push_back(Fork([&] { Build(file.bytes(), begins, settings, board); }));
  }
  const pid_t merger = Fork([&] { MergeGroups(settings, parts, *board); });
  for (const pid_t builder : builders) Wait(builder);
  const double built = Now();
  Wait(merger);
  const double merged = Now();
  Wait(Fork([&] { Publish(settings, (parts + settings.group - 1) / settings.group); }));
  const double end = Now();
  Print("documents", static_cast<double>(board->documents.load()), "");
  Print("build", built - begin, "s");
  Print("last groups", merged - built, "s");
  Print("segment", end - merged, "s");
  Print("wall", end - begin, "s");
  rusage usage = {};
  getrusage(RUSAGE_CHILDREN, &usage);
  Print("cpu user",
        static_cast<double>(usage.ru_utime.tv_sec) +
            static_cast<double>(usage.ru_utime.tv_usec) / 1e6,
        "s");
  Print("cpu sys",
        static_cast<double>(usage.ru_stime.tv_sec) +
            static_cast<double>(usage.ru_stime.tv_usec) / 1e6,
        "s");
  Print("largest process", static_cast<double>(usage.ru_maxrss) / 1024, "MB");
  PrintFiles(settings.dir + "/segment", static_cast<double>(file.bytes().size()));
}

}  // namespace

}  // namespace backfile

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  backfile::BenchOptions settings;
  const auto writer = backfile::FindWriter(argv[1]);
  if (!writer) return 2;
  settings.writer = *writer;
  settings.input = argv[2];
  settings.dir = argv[3];
  if (argc > 4) settings.jobs = std::atoi(argv[4]);
  if (argc > 5) settings.batch = std::strtoul(argv[5], nullptr, 10);
  if (argc > 6) settings.group = std::strtoul(argv[6], nullptr, 10);
  try {
    backfile::RunBench(settings);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  return 0;
}
