// One coordinator, one cutter, some builders.
//
//     Feed ─► cutter ─► waiting_ ─► builder: claims ─► (judged in order) ─► builder: part ─► done_
//                                                                    (committed in order) ─► clerk
//
// A batch that holds nothing new goes past the builders. The cutter sends a batch for each credit,
// and gets one back when a job is committed: that bounds the memory. A builder that dies or makes
// no progress is replaced, and the new one repeats its batch without the record it was at.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/pipeline.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "indexer/stop.h"

namespace backfile {

namespace {

constexpr std::size_t kMaxFedFiles = 64;  // Open at once.
constexpr int kMaxDeaths = 3;             // Of builders on one job, without a culprit.
constexpr int kTickMilliseconds = 100;

std::uint8_t Kind(Say say) { return static_cast<std::uint8_t>(say); }

// A worker without room or memory is not killed by its input: the run ends, and nothing is refused.
void ThrowShortage(const Message& message) {
  if (message.kind == Kind(Say::kShortage)) throw Error(ExitCode::kTryLater, message.body);
}

// Opens a regular file for reading, or says why not.
Result<FileDescriptor> OpenInput(const std::string& path) {
  FileDescriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat status = {};
  if (!fd) return Failure(SystemError(ExitCode::kInput, "it cannot be opened", errno).what());
  if (fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return Failure("it is no longer a regular file");
  }
  return fd;
}

}  // namespace

struct Pipeline::FedFile {
  std::uint32_t file = 0;
  std::uint32_t source = 0;
  std::string path;
  FileDescriptor fd;
  std::uint64_t arrived = 0;       // Records of it that the cutter has delivered.
  bool is_careful = false;         // A cutter died on it: every record is sent at once.
  bool is_read_on = false;         // The cutter took up its bookmark.
  std::optional<Problem> refused;  // It cannot be read; there is no descriptor.
};

struct Pipeline::Station {
  enum class State { kIdle, kReading, kWaitingForVerdict, kBuilding };
  std::unique_ptr<Worker> worker;
  std::unique_ptr<Job> job;
  State state = State::kIdle;
};

Pipeline::Pipeline(const PipelineOptions& options, Clerk* clerk, Groups* groups, Report* report)
    : options_(options), clerk_(clerk), groups_(groups), report_(report) {
  for (int i = 0; i < std::max(1, options_.jobs); ++i) {
    stations_.push_back(std::make_unique<Station>());
  }
}

Pipeline::~Pipeline() = default;

void Pipeline::Feed(InputFile file) {
  auto fd = OpenInput(file.found.path);
  if (fd) {
    FeedOpen(std::move(file), std::move(*fd));
  } else {
    FeedRefused(std::move(file), {Reason::kUnreadable, {}, fd.error()});
  }
}

void Pipeline::FeedOpen(InputFile file, FileDescriptor fd) {
  FedFile fed;
  fed.source = file.source;
  fed.path = file.found.path;
  fed.fd = std::move(fd);
  fed.file = clerk_->Open(std::move(file));
  Enlist(std::move(fed));
}

// It goes past the cutter, too, so that the ledger gets it in its order.
void Pipeline::FeedRefused(InputFile file, Problem problem) {
  problem.where.archive = file.found.path;
  const bool is_known = Knows(file.old_problems, problem);
  if (is_known) return report_->Refused(problem, true);
  FedFile fed;
  fed.source = file.source;
  fed.path = file.found.path;
  fed.refused = std::move(problem);
  fed.file = clerk_->Open(std::move(file));
  Enlist(std::move(fed));
}

void Pipeline::Enlist(FedFile fed) {
  fed_.push_back(std::move(fed));
  if (!cutter_) {
    HireCutter();
  } else {
    SendToCutter(&fed_.back());
  }
  while (fed_.size() >= kMaxFedFiles && StopSignal() == 0) Step();
}

void Pipeline::Drain() {
  while (HasWork()) {
    if (StopSignal() != 0) Abandon();
    Step();
  }
  Dismiss();
  clerk_->Finish();
  groups_->JoinChild();
}

void Pipeline::Dismiss() {
  cutter_.reset();
  for (const auto& station : stations_) station->worker.reset();
}

bool Pipeline::HasWork() const {
  const auto busy = [](const auto& station) { return station->job != nullptr; };
  return !fed_.empty() || !waiting_.empty() || !done_.empty() ||
         std::ranges::any_of(stations_, busy);
}

void Pipeline::Abandon() {
  cutter_.reset();
  fed_.clear();
  waiting_.clear();
  const auto sequence_of = [](const auto& entry) { return entry.first; };
  // What is done, but behind something that is let go, is let go, too.
  std::uint64_t reachable = next_committed_;
  const auto reaches = [&](std::uint64_t sequence) {
    const auto at_it = [&](const auto& s) { return s->job && s->job->sequence == sequence; };
    return done_.contains(sequence) || std::ranges::any_of(stations_, at_it);
  };
  while (reaches(reachable)) ++reachable;
  std::erase_if(done_, [&](const auto& entry) { return sequence_of(entry) >= reachable; });
  for (const auto& station : stations_) {
    if (!station->job || station->job->sequence < reachable) continue;
    station->worker.reset();
    station->job.reset();
    station->state = Station::State::kIdle;
  }
}

// --- Cutting ---

void Pipeline::HireCutter() {
  cutter_ = std::make_unique<Worker>(WorkerRole::kCutter, options_.setup);
  for (std::uint64_t i = next_sequence_ - next_committed_; i < Credit(); ++i) {
    cutter_->channel().Send(Kind(Say::kMoreCredit), "");
  }
  for (FedFile& fed : fed_) SendToCutter(&fed);
}

std::uint64_t Pipeline::Credit() const {
  return static_cast<std::uint64_t>(3 * stations_.size() + 2);
}

void Pipeline::SendToCutter(FedFile* fed) {
  if (fed->fd) lseek(fed->fd.get(), 0, SEEK_SET);
  OpenFile order;
  order.file = fed->file;
  order.source = fed->source;
  order.path = fed->path;
  order.skip = fed->arrived;
  order.is_careful = fed->is_careful;
  order.refused = fed->refused;
  order.was_read_on = fed->is_read_on;
  // A second cutter begins where the first one did.
  if (fed->is_read_on || fed->arrived == 0) order.bookmark = clerk_->BookmarkOf(fed->file);
  order.known = clerk_->KnownKeysOf(fed->file);
  cutter_->channel().Send(Kind(Say::kOpenFile), Pack(order), fed->fd.get());
}

void Pipeline::TakeBatch(Message message) {
  auto job = std::make_unique<Job>();
  job->batch = std::make_unique<Batch>(std::move(message.file));
  for (const BatchRecord& record : job->batch->records()) {
    const auto fed = std::ranges::find(fed_, record.file, &FedFile::file);
    if (fed != fed_.end()) ++fed->arrived;
  }
  for (const std::uint32_t file : job->batch->read_on()) {
    const auto fed = std::ranges::find(fed_, file, &FedFile::file);
    if (fed != fed_.end()) fed->is_read_on = true;
  }
  for (const auto& end : job->batch->ends()) {
    std::erase_if(fed_, [&](const FedFile& fed) { return fed.file == end.second.file; });
  }
  clerk_->Match(job.get());
  Enqueue(std::move(job));
}

void Pipeline::Enqueue(std::unique_ptr<Job> job) {
  job->sequence = next_sequence_++;
  if (job->NeedsReading()) {
    waiting_.push_back(std::move(job));
  } else {
    done_[job->sequence] = std::move(job);
  }
}

// What was cut and not sent is cut again. The file it died on gets one more, careful, try; then it
// is refused, in its turn.
void Pipeline::CutterDied(Reason reason) {
  CountStillborn(*cutter_);
  FedFile* fed = FileAtCutter();
  cutter_.reset();
  if (fed != nullptr && fed->is_careful) {
    const char* what = reason == Reason::kTimeout
                           ? "the process that unpacked it made no progress; the rest is not read"
                           : "the process that unpacked it died; the rest is not read";
    fed->refused = Problem{reason, {}, what};
    fed->fd = FileDescriptor();
  } else if (fed != nullptr) {
    fed->is_careful = true;
  }
  if (!fed_.empty()) HireCutter();
}

// A process that ends before it reads anything says nothing of the input.
void Pipeline::CountStillborn(const Worker& worker) {
  stillborn_ = worker.footprint().has_begun ? 0 : stillborn_ + 1;
  if (stillborn_ < kMaxDeaths) return;
  throw Error(ExitCode::kTryLater,
              "the processes that read archives end before they begin; is there memory for them?");
}

Pipeline::FedFile* Pipeline::FileAtCutter() {
  const std::uint32_t at = cutter_->footprint().file;
  const auto fed = std::ranges::find(fed_, at, &FedFile::file);
  return fed == fed_.end() ? nullptr : &*fed;
}

// The cutter's place in a file is the descriptor's, which is shared with it.
void Pipeline::EndStuckCutter() {
  if (!cutter_) return;
  const FedFile* fed = FileAtCutter();
  const std::int64_t read =
      fed == nullptr ? 0 : std::max<std::int64_t>(0, lseek(fed->fd.get(), 0, SEEK_CUR));
  report_->partial_bytes = read;
  const bool waits = fed_.empty() || next_sequence_ - next_committed_ >= Credit();
  if (waits) {
    cutter_->StartClock();
  } else if (cutter_->IsStuck(options_.stuck_after, read)) {
    CutterDied(Reason::kTimeout);
  }
}

// --- Building ---

void Pipeline::AssignJobs() {
  for (const auto& station : stations_) {
    if (waiting_.empty()) return;
    if (station->job) continue;
    station->job = std::move(waiting_.front());
    waiting_.pop_front();
    Assign(station.get());
  }
}

void Pipeline::Assign(Station* station) {
  Job& job = *station->job;
  if (!station->worker)
    station->worker = std::make_unique<Worker>(WorkerRole::kBuilder, options_.setup);
  if (job.part_dir.empty()) job.part_dir = groups_->NextPartDir();
  Assignment assignment;
  assignment.part_dir = job.part_dir;
  assignment.archives = clerk_->ArchivesOf(job);
  assignment.sources = clerk_->SourcesOf(job);
  for (const Job::Progress& progress : job.progress) {
    assignment.skip.push_back(progress.known != nullptr || progress.lost.has_value());
  }
  station->state = Station::State::kReading;
  station->worker->StartClock();
  station->worker->channel().Send(Kind(Say::kUnderstand), Pack(assignment), job.batch->fd());
}

void Pipeline::TakeFromBuilder(Station* station, const Message& message) {
  Job& job = *station->job;
  if (message.kind == Kind(Say::kClaims) && station->state == Station::State::kReading) {
    auto claims = UnpackClaims(message.body);
    if (!claims) return BuilderDied(station, Reason::kCrashed);
    job.claims = std::move(*claims);
    station->state = Station::State::kWaitingForVerdict;
    return;
  }
  const auto built = UnpackBuilt(message.body);
  const auto expected = std::ranges::count_if(
      job.decisions, [](const Decision& decision) { return decision.fate != Fate::kDrop; });
  if (station->state != Station::State::kBuilding || !built || built->documents != expected) {
    return BuilderDied(station, Reason::kCrashed);
  }
  job.documents = built->documents;
  station->state = Station::State::kIdle;
  done_[job.sequence] = std::move(station->job);
}

void Pipeline::BuilderDied(Station* station, Reason reason) {
  CountStillborn(*station->worker);
  const std::uint32_t culprit = station->worker->footprint().record;
  station->worker.reset();
  station->state = Station::State::kIdle;
  if (!station->job) return;
  Job& job = *station->job;
  if (culprit < job.records()) {
    job.progress[culprit].lost = reason;
  } else if (++job.deaths >= kMaxDeaths) {
    for (Job::Progress& progress : job.progress) {
      if (!progress.known) progress.lost = reason;
    }
  }
  std::error_code ignored;
  std::filesystem::remove_all(job.part_dir, ignored);
  Assign(station);
}

void Pipeline::JudgeInOrder() {
  for (;;) {
    const auto is_next = [&](const auto& s) {
      return s->state == Station::State::kWaitingForVerdict &&
             (s->job->is_judged || s->job->sequence == next_judged_);
    };
    const auto station = std::ranges::find_if(stations_, is_next);
    if (station != stations_.end()) {
      Job& job = *(*station)->job;
      if (!job.is_judged) ++next_judged_;
      clerk_->Judge(&job);
      Verdict verdict;
      for (const Decision& decision : job.decisions) verdict.fates.push_back(decision.fate);
      (*station)->state = Station::State::kBuilding;
      (*station)->worker->StartClock();
      (*station)->worker->channel().Send(Kind(Say::kVerdict), Pack(verdict));
    } else if (const auto it = done_.find(next_judged_); it != done_.end()) {
      it->second->is_judged = true;
      ++next_judged_;
    } else {
      return;
    }
  }
}

void Pipeline::CommitInOrder() {
  for (auto it = done_.find(next_committed_); it != done_.end() && it->second->is_judged;
       it = done_.find(next_committed_)) {
    const std::unique_ptr<Job> job = std::move(it->second);
    done_.erase(it);
    ++next_committed_;
    clerk_->Commit(*job);
    if (cutter_ && job->batch) cutter_->channel().Send(Kind(Say::kMoreCredit), "");
  }
}

// --- Waiting ---

void Pipeline::Step() {
  AssignJobs();
  std::vector<pollfd> polled;
  const auto watch = [&](int fd) {
    if (fd >= 0) polled.push_back({fd, POLLIN, 0});
  };
  watch(groups_->child_fd());
  const bool watches_child = !polled.empty();
  watch(cutter_ ? cutter_->channel().fd() : -1);
  for (const auto& station : stations_)
    watch(station->worker ? station->worker->channel().fd() : -1);
  const bool ready = !done_.empty() && done_.begin()->first == next_committed_;
  poll(polled.data(), polled.size(), ready ? 0 : kTickMilliseconds);
  if (watches_child && polled.front().revents != 0) groups_->JoinChild();
  ListenToCutter();
  for (const auto& station : stations_) ListenTo(station.get());
  EndStuckCutter();
  EndStuckBuilders();
  JudgeInOrder();
  CommitInOrder();
  report_->Progress();
}

void Pipeline::ListenToCutter() {
  if (!cutter_) return;
  while (auto message = cutter_->channel().Poll()) {
    ThrowShortage(*message);
    TakeBatch(std::move(*message));
  }
  if (cutter_->channel().closed()) CutterDied(Reason::kCrashed);
}

void Pipeline::ListenTo(Station* station) {
  if (!station->worker) return;
  while (station->worker) {
    const auto message = station->worker->channel().Poll();
    if (!message) break;
    ThrowShortage(*message);
    if (station->job) TakeFromBuilder(station, *message);
  }
  if (station->worker && station->worker->channel().closed())
    BuilderDied(station, Reason::kCrashed);
}

void Pipeline::EndStuckBuilders() {
  for (const auto& station : stations_) {
    const bool works =
        station->state == Station::State::kReading || station->state == Station::State::kBuilding;
    if (works && station->worker->IsStuck(options_.stuck_after)) {
      BuilderDied(station.get(), Reason::kTimeout);
    }
  }
}

}  // namespace backfile
