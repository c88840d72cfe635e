// From a file to its records: containers are opened in turn, members sniffed and cut.
//
// What is open is a stack of containers; the member at its top is either a container again (pushed)
// or a document (split into records). Everything is pulled through at most one buffer a level.
//
// The bookmark is set while reading, at each thing that one could begin with: a member of a plain
// tar, a record of a format that starts anywhere, a compressed member of a web archive that begins
// with a record. The last one stays.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "article/text.h"
#include "formats/container.h"
#include "formats/formats.h"
#include "formats/media.h"
#include "formats/parts.h"
#include "formats/stream.h"

namespace backfile {

namespace {

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  std::int64_t size() const {
    struct stat status = {};
    return fstat(fd_, &status) == 0 ? status.st_size : 0;
  }

 private:
  int fd_;
};

// Counts what comes out of one input file, all levels together, against what its size allows.
struct Budget {
  std::int64_t file_bytes = 0;
  std::int64_t out = 0;
  bool IsSpent(const Limits& limits) const {
    return out > limits.max_archive_bytes ||
           (out > limits.ratio_free_bytes && out / limits.max_ratio > file_bytes);
  }
};

// A member's bytes on their way out, charged to the budget.
class ChargedStream : public ByteStream {
 public:
  ChargedStream(ByteStream* in, Budget* budget, const Limits* limits)
      : in_(in), budget_(budget), limits_(limits) {}
  std::size_t Read(char* to, std::size_t size) override {
    if (budget_->IsSpent(*limits_)) return 0;
    const std::size_t n = in_->Read(to, size);
    budget_->out += static_cast<std::int64_t>(n);
    return n;
  }
  std::optional<Problem> problem() const override {
    if (!budget_->IsSpent(*limits_)) return in_->problem();
    return Problem{Reason::kBomb, {}, "it unpacks to far more than the size of its archive allows"};
  }

 private:
  ByteStream* in_;
  Budget* budget_;
  const Limits* limits_;
};

// An archive that is open, and what it is read from.
struct Level {
  std::vector<std::string> names;  // Of the members that lead to it.
  std::unique_ptr<ByteStream> charged;
  std::unique_ptr<PeekStream> source;
  std::unique_ptr<Descriptor> spool;
  std::unique_ptr<ByteStream> spooled;
  std::unique_ptr<Container> container;
  bool is_wacz = false;  // A packed web archive: only what is below archive/ is read.
  bool is_empty = true;
};

// The beginning of a stream in memory that can be read at any place: all of it, unless it is larger
// than `max_bytes`.
struct Spooled {
  std::unique_ptr<Descriptor> memory;
  bool is_whole = false;
};
Spooled Spool(ByteStream* in, std::int64_t max_bytes) {
  Spooled spooled{std::make_unique<Descriptor>(memfd_create("member", MFD_CLOEXEC)), false};
  std::vector<char> buffer(1U << 16);
  for (std::int64_t size = 0; size <= max_bytes;) {
    const std::size_t n = in->Read(buffer.data(), buffer.size());
    if (n == 0) spooled.is_whole = true;
    if (n == 0 || write(spooled.memory->get(), buffer.data(), n) != static_cast<ssize_t>(n)) break;
    size += static_cast<std::int64_t>(n);
  }
  return spooled;
}

// What was spooled of a stream, and then the rest of it.
class SpooledStream : public ByteStream {
 public:
  SpooledStream(int fd, ByteStream* rest) : spooled_(fd), rest_(rest) { lseek(fd, 0, SEEK_SET); }
  std::size_t Read(char* to, std::size_t size) override {
    const std::size_t n = spooled_.Read(to, size);
    return n > 0 ? n : rest_->Read(to, size);
  }
  std::optional<Problem> problem() const override { return rest_->problem(); }

 private:
  FileStream spooled_;
  ByteStream* rest_;
};

bool IsZip(std::string_view head) { return head.starts_with(std::string_view("PK\x03\x04", 4)); }

// Whether a zip is a packed web archive (WACZ), by its name or the first of its members.
bool IsWacz(std::string_view head, std::string_view name) {
  constexpr std::size_t kNameAt = 30;
  constexpr std::array<std::string_view, 5> kFirst = {"indexes/index.", "pages/pages.jsonl",
                                                      "pages/extraPages.jsonl", "datapackage.json",
                                                      "archive/"};
  if (!IsZip(head) || head.size() < kNameAt) return false;
  const std::string_view first = head.substr(kNameAt);
  return name.ends_with(".wacz") || std::ranges::any_of(kFirst, [&](std::string_view begins) {
           return first.starts_with(begins) &&
                  (begins != "archive/" || first.substr(0, 300).find(".warc") != first.npos);
         });
}

constexpr std::int64_t kMostNamed = 10'000;  // Problems of one file.
constexpr std::int64_t kTarHeader = 512;
constexpr std::int64_t kMemberHeader = 4;  // Of gzip: its magic, method and flags.

}  // namespace

struct RecordStream::State {
  State(int file_descriptor, std::string file_path, const ReadOptions& read_options,
        const Bookmark& begin)
      : options(read_options),
        path(std::move(file_path)),
        fd(file_descriptor),
        file(fd),
        from(begin),
        given(from.records),
        named(from.problems),
        bookmark(from),
        keeper(options.limits.max_record_bytes) {
    struct stat status = {};
    if (fstat(fd, &status) == 0) budget.file_bytes = status.st_size;
  }

  ReadOptions options;
  std::string path;
  int fd;
  FileStream file;
  Bookmark from;  // Where reading begins.
  Budget budget;
  bool started = false;
  std::int64_t given = 0;  // Records.
  std::int64_t named = 0;  // Of what was refused.
  Bookmark bookmark;
  std::vector<Level> levels;

  // The document that is being cut, if any.
  std::vector<std::string> names;
  std::unique_ptr<ByteStream> charged;
  std::unique_ptr<PeekStream> content;
  const Format* format = nullptr;
  std::unique_ptr<Splitter> splitter;
  std::optional<Record> whole;     // A document that is one record.
  std::int64_t content_begin = 0;  // How much of the document was skipped, as the bookmark told.
  PartKeeper keeper;               // Members that belong together.
  Neighbours own_neighbours;
  Neighbours* neighbours = &own_neighbours;

  std::optional<Record> Next(Problems* problems) {
    auto record = Find(problems);
    if (record) ++given;
    return record;
  }

  std::optional<Record> Find(Problems* problems) {
    for (;;) {
      if (whole) return std::exchange(whole, std::nullopt);
      if (auto record = keeper.Next(false)) return record;
      if (splitter) {
        if (auto record = NextPiece(problems)) return record;
        splitter.reset();
      } else if (!Advance(problems)) {
        return keeper.Next(true);
      }
    }
  }

  std::optional<Record> NextPiece(Problems* problems) {
    Problems met;
    auto piece = splitter->Next(&met);
    for (Problem& problem : met) {
      if (problem.where.offset) *problem.where.offset += content_begin;
    }
    const std::int64_t offset = content_begin + (piece ? piece->offset : 0);
    const auto behind = std::ranges::count_if(
        met, [&](const Problem& problem) { return problem.where.offset.value_or(0) >= offset; });
    Report(std::move(met), names, problems);
    if (!piece) return std::nullopt;
    MarkRecord(offset, behind);
    Record record;
    record.locator = {path, names, offset, static_cast<std::int64_t>(piece->bytes.size())};
    record.format = format->name;
    record.bytes = std::move(piece->bytes);
    record.context = std::move(piece->context);
    return record;
  }

  // One can read on at this record of the file itself, or of what is compressed in it, `behind` of
  // the problems so far standing behind its beginning.
  void MarkRecord(std::int64_t offset, std::int64_t behind) {
    if (!format->starts_anywhere || names.size() != levels.size() || levels.size() > 1) return;
    if (keeper.was_used()) return;
    const std::int64_t problems = named - behind;
    if (levels.empty()) return Mark({offset, offset, given, problems, offset, 0});
    const auto place = levels.front().container->PlaceOf(offset - content_begin);
    const std::int64_t begin = from.offset + place.value_or(0);
    if (place) Mark({begin, offset, given, problems, begin + kMemberHeader, 0});
  }

  void MarkMember() {
    if (levels.size() != 1 || keeper.was_used()) return;
    const auto place = levels.front().container->PlaceOf(0);
    const std::int64_t begin = from.offset + place.value_or(0);
    if (place) Mark({begin, 0, given, named, begin + kTarHeader, 0});
  }

  void Mark(const Bookmark& here) {
    const bool is_far = here.offset >= static_cast<std::int64_t>(kSniffBytes);
    if (is_far && here.problems <= kMostNamed) bookmark = here;
  }

  // Goes on to the next member, or the file itself at first. False at the end.
  bool Advance(Problems* problems) {
    if (!started) {
      started = true;
      if (from.offset > 0) {
        OpenAtBookmark(problems);
      } else {
        Open(&file, {}, problems);
      }
      return true;
    }
    if (levels.empty()) return false;
    Problems met;
    auto member = levels.back().container->Next(&met);
    Report(std::move(met), levels.back().names, problems);
    if (member) MarkMember();
    if (!member) {
      if (levels.back().is_wacz && levels.back().is_empty) {
        Refuse(Reason::kEmpty, "it holds no web archive", levels.back().names, problems);
      }
      levels.pop_back();
      return true;
    }
    // Beside its archives a WACZ holds indexes of them and lists of their pages.
    if (levels.back().is_wacz && !member->name.starts_with("archive/")) return true;
    levels.back().is_empty = false;
    std::vector<std::string> member_names = levels.back().names;
    member_names.push_back(member->name);
    if (member->size && *member->size > options.limits.max_archive_bytes) {
      Refuse(Reason::kTooLarge, "it is larger than all that is read from one archive", member_names,
             problems);
      return true;
    }
    Open(member->content, std::move(member_names), problems);
    return true;
  }

  void Open(ByteStream* in, std::vector<std::string> of, Problems* problems) {
    names = std::move(of);
    charged = std::make_unique<ChargedStream>(in, &budget, &options.limits);
    content = std::make_unique<PeekStream>(names.empty() ? in : charged.get());
    const std::string_view bytes = content->Peek(kSniffBytes);
    const std::string_view name = FileName(names.empty() ? path : names.back());
    if (bytes.empty()) {
      const auto problem = content->problem();
      Report({problem.value_or(Problem{Reason::kEmpty, {}, "it is empty"})}, names, problems);
    } else if (LooksLikeCompressedWebArchive(bytes) || LooksLikeArchive(bytes)) {
      OpenLevel({name, bytes}, problems);
    } else {
      OpenDocument({name, bytes}, problems);
    }
  }

  // What the file is, its beginning tells; what is read, the rest behind the bookmark.
  void OpenAtBookmark(Problems* problems) {
    std::string head(kSniffBytes, '\0');
    const ssize_t n = pread(fd, head.data(), head.size(), 0);
    head.resize(static_cast<std::size_t>(std::max<ssize_t>(0, n)));
    lseek(fd, from.offset, SEEK_SET);
    content = std::make_unique<PeekStream>(&file);
    content_begin = from.content_offset;
    const Head sniffed{FileName(path), head};
    if (LooksLikeCompressedWebArchive(head) || LooksLikeArchive(head)) {
      OpenLevel(sniffed, problems);
    } else {
      OpenDocument(sniffed, problems);
    }
  }

  // The stream on top becomes a container.
  void OpenLevel(const Head& sniffed, Problems* problems) {
    if (static_cast<int>(levels.size()) >= options.limits.max_nesting) {
      return Refuse(Reason::kTooDeep, "archives are nested too deeply", names, problems);
    }
    Level level;
    level.names = names;
    level.charged = std::move(charged);
    level.source = std::move(content);
    const auto& [name, head] = sniffed;
    level.is_wacz = IsWacz(head, name);
    Problems met;
    if (LooksLikeCompressedWebArchive(head)) {
      level.container = OpenMembersContainer(level.source.get(), name);
    } else if (names.empty() && from.offset == 0) {
      level.container = OpenArchiveFile(fd, name, options.limits, &met);
    } else if (IsZip(head) || NeedsSeeking(head)) {
      level.container = OpenSpooled(&level, name, &met);
    } else {
      level.container = OpenArchive(level.source.get(), name, options.limits, &met);
    }
    Report(std::move(met), names, problems);
    if (level.container) levels.push_back(std::move(level));
  }

  // An archive within another that is better read at any place: a zip keeps its table at its end,
  // and read front to back it cannot tell where some members end. Larger ones are read so all the
  // same.
  std::unique_ptr<Container> OpenSpooled(Level* level, std::string_view name, Problems* met) {
    const bool must_seek = NeedsSeeking(level->source->Peek(kSniffBytes));
    std::int64_t left = options.limits.max_member_bytes;  // For all levels together.
    for (const Level& above : levels) {
      if (above.spool) left -= above.spool->size();
    }
    Spooled spooled = Spool(level->source.get(), left);
    level->spool = std::move(spooled.memory);
    if (spooled.is_whole) {
      if (auto problem = level->source->problem()) met->push_back(std::move(*problem));
      return OpenArchiveFile(level->spool->get(), name, options.limits, met);
    }
    if (must_seek) {
      met->push_back(
          {Reason::kTooLarge,
           {},
           "an archive of this kind within another is read up to the member limit only"});
      return nullptr;
    }
    level->spooled = std::make_unique<SpooledStream>(level->spool->get(), level->source.get());
    return OpenArchive(level->spooled.get(), name, options.limits, met);
  }

  void OpenDocument(const Head& head, Problems* problems) {
    format = Recognise(head);
    if (format == nullptr) {
      const std::string_view kind = MediaKind(head);
      if (kind.empty()) {
        Refuse(Reason::kUnknownFormat, "it is in no format that is read", names, problems);
      } else {
        Refuse(Reason::kUnsupportedFormat,
               "it is " + std::string(kind) + ", which holds no articles", names, problems);
      }
    } else if (format->split != nullptr) {
      splitter = format->split(content.get(), options);
    } else {
      ReadWhole(problems);
    }
  }

  const Format* Recognise(const Head& head) const {
    constexpr int kCertain = 95;  // Formats that are asked later are not as sure.
    if (!options.format.empty()) return FindFormat(options.format);
    const Format* surest = nullptr;
    int best = 0;
    for (const Format& candidate : Formats()) {
      const int sure = candidate.sniff(head);
      if (sure > best) {
        best = sure;
        surest = &candidate;
      }
      if (best >= kCertain) break;
    }
    return surest;
  }

  void ReadWhole(Problems* problems) {
    const auto limit = static_cast<std::size_t>(options.limits.max_member_bytes);
    while (content->buffered().size() <= limit && content->Fill()) {
    }
    if (content->buffered().size() > limit) {
      return Refuse(Reason::kTooLarge, "it is larger than one member may be", names, problems);
    }
    if (auto problem = content->problem()) {
      return Report({std::move(*problem)}, names, problems);
    }
    whole.emplace();
    whole->locator = {path, names, {}, {}};
    whole->format = format->name;
    whole->bytes = content->buffered();
    if (format->parts != nullptr || format->trait == FormatTrait::kIsPart) KeepTogether();
  }

  // A loose file takes what it describes from beside it; members wait for one another.
  void KeepTogether() {
    if (names.empty() && format->parts != nullptr) {
      whole->context =
          neighbours->LoadParts(path, format->parts(whole->bytes), options.limits.max_record_bytes);
    } else if (names.empty()) {
      if (options.by_folder && neighbours->IsNamed(path)) whole.reset();
    } else if (format->parts != nullptr) {
      const std::vector<std::string> parts = format->parts(whole->bytes);
      keeper.HoldWhole(*std::exchange(whole, std::nullopt), parts);
    } else {
      keeper.HoldPart(*std::exchange(whole, std::nullopt));
    }
  }

  void Refuse(Reason reason, std::string sentence, const std::vector<std::string>& of,
              Problems* problems) {
    Add({reason, {path, of, {}, {}}, std::move(sentence)}, problems);
  }

  // A crafted archive can have millions of bad members, and each would be named every night.
  void Add(Problem problem, Problems* problems) {
    if (++named > kMostNamed + 1) return;
    if (named > kMostNamed) {
      problem = {Reason::kTooMany,
                 {path, {}, {}, {}},
                 "over 10,000 things in it were refused; the others are not named"};
    }
    problems->push_back(std::move(problem));
  }

  // Problems met below `of`, with their places made whole.
  void Report(Problems met, const std::vector<std::string>& of, Problems* problems) {
    for (Problem& problem : met) {
      problem.where.archive = path;
      problem.where.members.insert(problem.where.members.begin(), of.begin(), of.end());
      Add(std::move(problem), problems);
    }
  }
};

RecordStream::RecordStream(int fd, std::string path, const ReadOptions& options,
                           Neighbours* neighbours, const Bookmark& from)
    : state_(std::make_unique<State>(fd, std::move(path), options, from)) {
  if (neighbours != nullptr) state_->neighbours = neighbours;
}
RecordStream::~RecordStream() = default;

std::optional<Record> RecordStream::Next(Problems* problems) { return state_->Next(problems); }

const Bookmark& RecordStream::bookmark() const { return state_->bookmark; }

std::int64_t RecordStream::bytes_read() const {
  return std::max<std::int64_t>(0, lseek(state_->fd, 0, SEEK_CUR));
}

}  // namespace backfile
