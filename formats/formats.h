// Archives and formats: bytes in, articles out.
//
//     file ─► Container ─► Member ─► Format (sniffed) ─► Splitter ─► Record ─► Article
//
// Two faces, so that one process can cut an input into records and another can understand them:
// RecordStream pulls the records out of a file, however deeply it is nested; ReadRecord turns one
// record into articles. `extract` calls them one after the other. Memory does not grow with the
// archive: one record at a time, capped by formats/limits.h.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "article/article.h"
#include "article/problem.h"
#include "formats/field_map.h"
#include "formats/limits.h"

namespace backfile {

class ByteStream;
class Neighbours;
class Splitter;

// The first bytes of a member and its name: what a format is recognised by.
struct Head {
  std::string_view name;   // File name of the innermost member, may be empty; never trusted alone.
  std::string_view bytes;  // Up to kSniffBytes from its beginning.
};
inline constexpr std::size_t kSniffBytes = 64 * 1024;

// The smallest piece of input that can be understood by itself: a whole file, a line of JSON, one
// <REUTERS> element.
struct Record {
  Locator locator;
  std::string_view format;  // Format::name of one of Formats().
  std::string bytes;
  // What the record needs from the rest of its member to be understood: the channel of an RSS item,
  // the HTTP headers of a captured page, the mail's envelope. Format-defined; usually empty.
  std::string context;
};

struct ReadOptions {
  Limits limits;
  std::string source;   // Given by the user for all of it; beaten by what the record says.
  std::string zone;     // IsKnownZone(), of times without an offset; empty: unknown.
  std::string format;   // Read as this format and do not sniff; empty: sniff.
  std::string charset;  // What undeclared 8-bit text is in; empty: detect.
  // Later than this no story can have been published or changed: such a date is a note on the
  // article, not a date. Absent: any date is believed.
  std::optional<std::chrono::sys_seconds> latest_date;
  // Files were named by their folder: those that another one describes (the pages of a newspaper
  // issue) are read with it and not by themselves.
  bool by_folder = false;
  // Sections by place: the first pattern (fnmatch) that matches names the section of articles that
  // do not say theirs. It is held against the path below `root`, the members of archives being part
  // of it ("2018.tar/sport/a.txt"), and may begin at any folder of it; "/sport/*" only at the root.
  std::vector<std::pair<std::string, std::string>> sections;
  std::string root;  // A folder or file that all files lie in; empty: paths are taken whole.
  // Only what the files say: nothing but the language is told from the words. Readers do not look
  // at it; whoever goes on with the articles does.
  bool is_plain = false;
  FieldMap map;  // Where JSON keeps the fields, if it is not one of the usual places.
};

enum class FormatTrait : std::uint8_t {
  kNone,
  kIsPart,      // Members may be what another one describes (Format::parts).
  kMayBeEmpty,  // A record without text is nothing to report: what a crawler fetches often has
                // none.
  kIsFinished,  // Articles as another index holds them: taken as they are, and nothing more is told
                // from their words.
};

// One format. A new one is one file pair, one row in Formats(), one folder in corpus/formats/.
struct Format {
  std::string_view name;  // "reuters-sgml": in Article::format and on the command line.
  // How sure the content makes us that it is this format: 0 no, 100 certain; from 95 on no later
  // format is asked. By content first; the
  // name only tips the balance. Must be total on any bytes and read no further than the head.
  int (*sniff)(const Head& head);
  // Cuts a member into records; nullptr: the whole member is one record.
  std::unique_ptr<Splitter> (*split)(ByteStream* in, const ReadOptions& options);
  // Turns a record into articles (none, one, or several), without id. What is wrong with it goes to
  // `problems`; a problem's locator may be left empty and is then that of the record.
  void (*read)(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
               Problems* problems);
  FormatTrait trait = FormatTrait::kNone;
  // The files that a member of this format describes and is read with, as it names them; their
  // contents go into its record's context (formats/parts.h). nullptr: it stands alone.
  std::vector<std::string> (*parts)(std::string_view bytes) = nullptr;
  // Whether `split` may begin at any record: nothing before it bears on how it is cut.
  bool starts_anywhere = false;
};

// All formats, in the order in which they are asked; the surest wins, the earlier on a tie.
std::span<const Format> Formats();
const Format* FindFormat(std::string_view name);

// Where a file that may grow can be read on from: at the last thing in it that stood by itself, so
// that what was cut off or padded there is read again.
struct Bookmark {
  std::int64_t offset = 0;          // In the file; 0: it can only be read from its beginning.
  std::int64_t content_offset = 0;  // The same place in what is compressed there.
  std::int64_t records = 0;         // Records,
  std::int64_t problems = 0;        // and problems, before it.
  // Bytes from the beginning that must be what they were for reading on: all before it, and what
  // begins there as far as it tells how to read it. Whoever keeps a bookmark sets their digest, and
  // compares it.
  std::int64_t unchanged = 0;
  std::uint64_t digest = 0;
  friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

// The records of one file, containers inside it opened in turn.
//
// The file is read once, front to back. Members that are no articles (pictures, executables,
// special files, what is too large or too deep) become Problems; Next() goes on with the next one.
class RecordStream {
 public:
  // Reads from an open descriptor, which it does not close and which must outlive it. `path` is for
  // locators and sniffing; only files that this one is read together with are looked for beside it,
  // by `neighbours` (formats/parts.h), which must outlive it. nullptr: by its own. With a bookmark
  // of the same file, it gives what stands behind that, located as if all had been read. Requires:
  // the bytes before the bookmark are what they were, and so are the options.
  RecordStream(int fd, std::string path, const ReadOptions& options,
               Neighbours* neighbours = nullptr, const Bookmark& from = {});
  ~RecordStream();
  RecordStream(const RecordStream&) = delete;
  RecordStream& operator=(const RecordStream&) = delete;

  // The next record, or nullopt at the end. Never throws for what the input holds.
  std::optional<Record> Next(Problems* problems);

  // Once Next() has given nullopt: where to read on if the file grows. Only files larger than
  // kSniffBytes have one: then what they are is told from bytes before it.
  const Bookmark& bookmark() const;

  // Bytes of the file consumed so far, for progress.
  std::int64_t bytes_read() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Whether the record's format is one of finished articles (FormatTrait::kIsFinished).
bool IsFinished(const Record& record);

// The articles of a record, finished (FinishArticle) and located: ids set, texts tidy.
std::vector<Article> ReadRecord(const Record& record, const ReadOptions& options,
                                Problems* problems);

// The files below `path` (a file or a folder), sorted by name byte by byte within each folder,
// folders in their place among files; hidden files (".name") and half-copied ones (.part .tmp .open
// .filepart .crdownload) left out. Symbolic links are followed for `path` itself only; special
// files become Problems. Throws Error(kInput) if `path` itself cannot be opened.
struct FoundFile {
  std::string path;
  std::int64_t size = 0;
  std::int64_t mtime_ns = 0;  // Since 1970.
  std::int64_t ctime_ns = 0;
  std::uint64_t inode = 0;
  std::uint64_t device = 0;
};
class FileWalk {
 public:
  explicit FileWalk(const std::string& path);
  ~FileWalk();
  std::optional<FoundFile> Next(Problems* problems);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
