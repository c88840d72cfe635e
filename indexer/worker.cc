// What the worker processes do.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/worker.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include "article/digest.h"
#include "article/text.h"
#include "article/understand.h"
#include "formats/parts.h"
#include "index/corrections.h"
#include "index/segment_writer.h"
#include "index/stored_article.h"
#include "indexer/batch.h"
#include "indexer/cage.h"
#include "indexer/channel.h"
#include "indexer/id_table.h"
#include "indexer/indexer.h"
#include "indexer/messages.h"

namespace backfile {

namespace {

constexpr int kChannelFd = 3;
constexpr int kFootprintFd = 4;

std::uint8_t Kind(Say say) { return static_cast<std::uint8_t>(say); }

Footprint* MapFootprint() {
  void* memory =
      mmap(nullptr, sizeof(Footprint), PROT_READ | PROT_WRITE, MAP_SHARED, kFootprintFd, 0);
  if (memory == MAP_FAILED) throw Error(ExitCode::kInternal, "a worker was started by hand");
  return static_cast<Footprint*>(memory);
}

// Whether the file is still what it was when it was opened.
struct FileState {
  std::int64_t size = 0;
  timespec modified = {};
  explicit FileState(int fd) {
    struct stat status = {};
    if (fstat(fd, &status) != 0) return;
    size = status.st_size;
    modified = status.st_mtim;
  }
  bool operator==(const FileState& other) const {
    return size == other.size && modified.tv_sec == other.modified.tv_sec &&
           modified.tv_nsec == other.modified.tv_nsec;
  }
};

// Digests of the beginning of a file, which is read for them by and by, and once.
class BytesBefore {
 public:
  // `steps` counts on while it reads.
  template <class Counter>
  BytesBefore(int fd, Counter* steps) : fd_(fd), step_([steps] { ++*steps; }) {}

  // Whether what must be unchanged for reading on at a bookmark is.
  bool Are(const Bookmark& bookmark) {
    if (ReadTo(bookmark.unchanged) && digest_->value() == bookmark.digest) return true;
    digest_ = std::make_unique<RunningDigest>();
    read_ = 0;
    return false;
  }

  // Sets the digest of a bookmark not before the last one, or lets go of it.
  void Digest(Bookmark* bookmark) {
    if (bookmark->offset == 0) return;
    if (!ReadTo(bookmark->unchanged)) *bookmark = {};
    bookmark->digest = digest_->value();
  }

 private:
  bool ReadTo(std::int64_t end) {
    std::vector<char> buffer(1U << 18);
    while (read_ < end) {
      const auto wanted = std::min<std::int64_t>(end - read_, std::ssize(buffer));
      const ssize_t n = pread(fd_, buffer.data(), static_cast<std::size_t>(wanted), read_);
      if (n <= 0) return false;
      digest_->Add({buffer.data(), static_cast<std::size_t>(n)});
      read_ += n;
      step_();
    }
    return read_ == end;
  }

  int fd_;
  std::function<void()> step_;
  std::unique_ptr<RunningDigest> digest_ = std::make_unique<RunningDigest>();
  std::int64_t read_ = 0;
};

// Records of a file that were known before, by key; each may be met as often as it stood there.
class KnownRecords {
 public:
  // Without the first `skipped` of them.
  KnownRecords(const std::vector<std::uint64_t>& keys, std::int64_t skipped) {
    counts_.Reserve(keys.size() - std::min(keys.size(), static_cast<std::size_t>(skipped)));
    for (std::size_t i = static_cast<std::size_t>(skipped); i < keys.size(); ++i) {
      if (keys[i] != 0) counts_.Put(keys[i], Count(keys[i]) + 1);
    }
  }
  bool Take(std::uint64_t key) {
    const std::uint64_t count = Count(key);
    if (count > 0) counts_.Put(key, count - 1);
    return count > 0;
  }

 private:
  std::uint64_t Count(std::uint64_t key) const {
    const std::uint64_t* count = counts_.Find(key);
    return count == nullptr ? 0 : *count;
  }

  IdTable counts_;
};

// Cuts the files it is handed into batches of records, sent as the coordinator gives credit.
class Cutter {
 public:
  Cutter(Channel* channel, Footprint* footprint, std::vector<ReadOptions> sources)
      : channel_(channel), footprint_(footprint), sources_(std::move(sources)) {}

  int Run() {
    for (;;) {
      if (!Listen()) return 1;
      const Message order = std::move(orders_.front());
      orders_.pop_front();
      if (order.kind == Kind(Say::kNoMoreFiles)) return SendBatch() ? 0 : 1;
      const auto open_file = UnpackOpenFile(order.body);
      if (!open_file || !CutFile(*open_file, order.file.get())) return 1;
    }
  }

 private:
  void Take(Message message) {
    if (message.kind == Kind(Say::kMoreCredit)) {
      ++credit_;
    } else {
      orders_.push_back(std::move(message));
    }
  }

  // Until there is an order. Before it waits, what is gathered goes out: it may be all there is.
  bool Listen() {
    while (auto message = channel_->Poll()) Take(std::move(*message));
    if (orders_.empty() && !SendBatch()) return false;
    while (orders_.empty()) {
      auto message = channel_->Receive();
      if (!message) return false;
      Take(std::move(*message));
    }
    return true;
  }

  bool CutFile(const OpenFile& order, int fd) {
    footprint_->file = order.file;
    if (order.refused) return EndFile({order.file, true, {*order.refused}, {}});
    const FileState before(fd);
    const ReadOptions& options = sources_.at(order.source);
    const std::uint64_t options_digest = OptionsDigest(options);
    BytesBefore bytes(fd, &footprint_->steps);
    const bool reads_on = order.bookmark.offset > 0 && bytes.Are(order.bookmark);
    if (order.was_read_on && !reads_on) return EndFile({order.file, false, {}, {}});
    if (reads_on && !TellReadOn(order)) return false;
    RecordStream records(fd, order.path, options, &neighbours_,
                         reads_on ? order.bookmark : Bookmark());
    FileEnd end{order.file, true, {}, {}};
    std::uint64_t skip = order.skip;
    KnownRecords known(order.known, reads_on ? order.bookmark.records : 0);
    while (auto record = records.Next(&end.problems)) {
      ++footprint_->steps;
      const std::uint64_t digest = RecordDigest(*record, options_digest);
      const bool is_known = known.Take(RecordKey(digest, record->locator.members));
      if (skip > 0) {
        --skip;
        continue;
      }
      if (!MakeRoom(is_known ? 0 : record->bytes.size())) return false;
      if (is_known) {
        batch_->AddBare(order.file, *record, digest);
      } else {
        batch_->Add(order.file, *record, digest);
      }
      if (order.is_careful && !SendBatch()) return false;
    }
    end.bookmark = records.bookmark();
    bytes.Digest(&end.bookmark);
    end.complete = FileState(fd) == before;
    return EndFile(end);
  }

  bool TellReadOn(const OpenFile& order) {
    if (order.was_read_on) return true;
    if (!MakeRoom(0)) return false;
    batch_->ReadOn(order.file);
    return true;
  }

  bool EndFile(const FileEnd& end) {
    if (!MakeRoom(0)) return false;
    batch_->EndFile(end);
    return true;
  }

  // A batch with room for a record of `bytes`.
  bool MakeRoom(std::size_t bytes) {
    if (batch_ && IsFull(bytes) && !SendBatch()) return false;
    if (!batch_) batch_ = std::make_unique<BatchWriter>();
    return true;
  }

  bool IsFull(std::size_t bytes) const {
    if (batch_->bare_records() >= kBareBatchRecords) return true;
    if (batch_->records() == 0) return false;
    return batch_->records() >= kBatchRecords || batch_->bytes() + bytes > kBatchBytes;
  }

  bool SendBatch() {
    if (!batch_ || batch_->empty()) return true;
    while (credit_ == 0) {
      auto message = channel_->Receive();
      if (!message) return false;
      Take(std::move(*message));
    }
    --credit_;
    const FileDescriptor memory = batch_->Seal();
    batch_.reset();
    return channel_->Send(Kind(Say::kBatch), "", memory.get());
  }

  Channel* channel_;
  Footprint* footprint_;
  std::vector<ReadOptions> sources_;
  Neighbours neighbours_;
  std::deque<Message> orders_;
  std::unique_ptr<BatchWriter> batch_;
  int credit_ = 0;
};

// Turns the records of a batch into articles, asks which of them to index, and builds a part of
// them.
class Builder {
 public:
  Builder(Channel* channel, Footprint* footprint, const Setup& setup)
      : channel_(channel),
        footprint_(footprint),
        sources_(setup.sources),
        writer_(MakeSegmentWriter(setup.writer)),
        corrections_(Corrections::Parse(setup.corrections)) {}

  int Run() {
    while (auto message = channel_->Receive()) {
      const auto assignment = UnpackAssignment(message->body);
      if (message->kind != Kind(Say::kUnderstand) || !assignment) return 1;
      const Batch batch(std::move(message->file));
      if (!Claim(batch, *assignment) || !Build(assignment->part_dir)) return 1;
    }
    return 0;
  }

 private:
  struct Candidate {
    std::uint32_t record;
    Article article;
    std::uint64_t digest;
    bool is_plain;  // Nothing is to be told from its text.
  };

  bool Claim(const Batch& batch, const Assignment& assignment) {
    candidates_.clear();
    Claims claims;
    const std::size_t records =
        std::min({batch.records().size(), assignment.archives.size(), assignment.sources.size()});
    for (std::uint32_t i = 0; i < records; ++i) {
      if (i < assignment.skip.size() && assignment.skip[i]) continue;
      footprint_->record = i;
      ++footprint_->steps;
      Problems problems;
      const ReadOptions& options = sources_.at(assignment.sources[i]);
      const Record record = batch.Get(i, assignment.archives[i]);
      const bool is_finished = IsFinished(record);
      for (Article& article : ReadRecord(record, options, &problems)) {
        if (!is_finished) Understand(options, &article);
        const std::uint64_t digest = ContentDigest(article);
        claims.claims.push_back(MakeClaim(i, article, digest, is_finished));
        candidates_.push_back({i, std::move(article), digest, options.is_plain && !is_finished});
      }
      for (Problem& problem : problems) claims.problems.emplace_back(i, std::move(problem));
    }
    footprint_->record = kNoRecord;
    return channel_->Send(Kind(Say::kClaims), Pack(claims));
  }

  void Understand(const ReadOptions& options, Article* article) {
    if (options.is_plain) {
      Understanding::TellLanguage(article);
    } else {
      understanding_.Understand(article);
    }
  }

  // `is_finished`: it has an id that means the same everywhere.
  static backfile::Claim MakeClaim(std::uint32_t record, const Article& article,
                                   std::uint64_t digest, bool is_finished) {
    const std::uint64_t id = IdNumber(article.id);
    const bool is_content = article.external_id.empty() && !is_finished;
    return {record, id, digest, is_content ? id : IdNumber(ArticleIdFromContent(article)),
            is_finished || !article.source.empty()};
  }

  bool Build(const std::string& part_dir) {
    const auto message = channel_->Receive();
    const auto verdict = message ? UnpackVerdict(message->body) : std::nullopt;
    if (!verdict || verdict->fates.size() != candidates_.size()) return false;
    Built built;
    bool has_begun = false;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (verdict->fates[i] == Fate::kDrop) continue;
      footprint_->record = candidates_[i].record;
      if (!std::exchange(has_begun, true)) writer_->Begin(part_dir);
      Index(&candidates_[i], verdict->fates[i]);
    }
    footprint_->record = kNoRecord;
    if (has_begun) writer_->Finish();
    if (has_begun) built.documents = writer_->documents();
    return channel_->Send(Kind(Say::kBuilt), Pack(built));
  }

  void Index(Candidate* candidate, Fate fate) {
    Article& article = candidate->article;
    if (fate == Fate::kRename) article.id = ArticleIdFromContent(article);
    corrections_.Apply(&article);
    ColumnRow row = MakeColumnRow(article, !candidate->is_plain);
    row.digest = candidate->digest;
    writer_->Add(analyzer_, analyzer_.Analyze(article), row, StoreArticle(article));
  }

  Channel* channel_;
  Footprint* footprint_;
  std::vector<ReadOptions> sources_;
  std::unique_ptr<SegmentWriter> writer_;
  Corrections corrections_;
  Understanding understanding_;
  Analyzer analyzer_;
  std::vector<Candidate> candidates_;
};

// A cutter reads what is handed to it, and the files that a newspaper issue in a folder names; a
// builder writes its parts.
CageRules CageOf(WorkerRole role, const Setup& setup) {
  CageRules rules = RulesOfReaders(setup.memory);
  if (role == WorkerRole::kBuilder) rules.writable.push_back(setup.parts_dir);
  if (role == WorkerRole::kCutter) {
    rules.readable.insert(rules.readable.end(), setup.folders.begin(), setup.folders.end());
  }
  return rules;
}

}  // namespace

int RunWorker(WorkerRole role) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The coordinator decides; terminals, timeout(1) and systemd send them to everyone.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  Channel channel{FileDescriptor(kChannelFd)};
  Footprint* footprint = MapFootprint();
  const auto first = channel.Receive();
  if (!first) return 0;  // The run is over already.
  const auto setup = UnpackSetup(first->body);
  if (first->kind != Kind(Say::kSetup) || !setup) {
    throw Error(ExitCode::kInternal, "a worker was started by hand");
  }
  EnterCage(CageOf(role, *setup));
  footprint->has_begun = true;
  try {
    return role == WorkerRole::kCutter ? Cutter(&channel, footprint, setup->sources).Run()
                                       : Builder(&channel, footprint, *setup).Run();
  } catch (const Error& error) {
    if (error.code() != ExitCode::kTryLater) throw;
    channel.Send(Kind(Say::kShortage), error.what());
    return static_cast<int>(error.code());
  }
}

std::optional<int> RunAsWorker(int argc, char** argv) {
  if (argc != 3 || std::string_view(argv[1]) != "worker") return std::nullopt;
  const std::string_view role = argv[2];
  if (role != "cut" && role != "build") return std::nullopt;
  signal(SIGXFSZ, SIG_IGN);  // A file too large is an error of writing, not an end.
  try {
    return RunWorker(role == "cut" ? WorkerRole::kCutter : WorkerRole::kBuilder);
  } catch (const Error& error) {
    std::cerr << Printable(error.what()) << "\n";
    return static_cast<int>(error.code());
  } catch (const std::bad_alloc&) {
    return static_cast<int>(ExitCode::kTryLater);
  } catch (const std::exception& error) {
    std::cerr << Printable(error.what()) << "\n";
    return static_cast<int>(ExitCode::kInternal);
  }
}

}  // namespace backfile
