// Packing, and looking whether it is still as it was packed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/bundle.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>

#include "article/digest.h"
#include "article/json.h"
#include "article/sha256.h"
#include "index/files.h"
#include "searcher/original.h"
#include "searcher/program.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

constexpr const char* kBagit = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
constexpr const char* kManifest = "manifest-sha256.txt";
constexpr const char* kTagManifest = "tagmanifest-sha256.txt";
constexpr const char* kSignature = "tagmanifest-sha256.txt.sig";
constexpr const char* kNamespace = "backfile-bundle";
constexpr std::int64_t kLargestManifest = 1'000'000'000;

void WriteFile(const std::string& path, std::string_view bytes) {
  FileWriter file(path);
  file.Append(bytes);
  file.Close();
}

std::string SumOf(const std::string& path) {
  const MappedFile file(path);
  return Sha256Hex(file.bytes());
}

bool IsPlainFile(const std::string& path) {
  struct stat status = {};
  return lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

// What an index is, in one number: that of its generation, which holds the names of its segments,
// and of what the segments hold.
std::string IndexIdentity(const Snapshot& snapshot) {
  Sha256 sum;
  sum.Add(std::to_string(snapshot.generation().number) + " " + snapshot.generation().made);
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    sum.Add(MappedFile(snapshot.segment_path(segment) + "/segment.json").bytes());
  }
  return sum.Hex();
}

// Files below `dir`, relative to it, in order.
std::vector<std::string> FilesBelow(const std::string& dir, const std::string& below) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(dir + "/" + below, error), end; it != end;
       it.increment(error)) {
    if (!it->is_directory(error)) files.push_back(fs::path(it->path()).lexically_relative(dir));
  }
  std::ranges::sort(files);
  return files;
}

// What the bundle is without, as a line of bag-info.txt.
std::string MissingLine(const SearchResult& result) {
  const std::string places = PlacesOf(result.missing);
  return places.empty() ? "" : "\nBackfile-Missing-Shards: " + places;
}

std::string Today(const SearchRequest& request) {
  return PartialDate::Day(std::chrono::year_month_day(request.today)).ToString();
}

class Packer {
 public:
  Packer(const SearchRequest& request, const BundleOptions& options, Searcher* searcher)
      : request_(request), options_(options), searcher_(searcher), dir_(options.dir + ".tmp") {}

  Bundled Pack() {
    if (fs::exists(options_.dir)) throw Error(ExitCode::kUsage, options_.dir + " exists already");
    fs::remove_all(dir_);
    fs::create_directories(dir_ + "/data/originals");
    const SearchResult result = searcher_->Run(request_);
    PackArticles(result);
    WriteTags(result);
    Sign();
    if (rename(dir_.c_str(), options_.dir.c_str()) != 0) {
      throw SystemError(ExitCode::kTryLater, "cannot rename " + dir_, errno);
    }
    return bundled_;
  }

 private:
  void PackArticles(const SearchResult& result) {
    FileWriter articles(dir_ + "/data/articles.jsonl");
    std::string missing;
    for (const Hit& hit : result.hits) {
      const Article article = searcher_->LoadShown(hit.place, request_);
      articles.Append(ToJson(article) + "\n");
      ++bundled_.articles;
      if (PackOriginal(hit)) continue;
      ++bundled_.missing;
      missing += article.id + "  " + ToString(article.locator) + "\n";
    }
    articles.Close();
    if (!missing.empty()) WriteFile(dir_ + "/data/missing.txt", missing);
  }

  bool PackOriginal(const Hit& hit) {
    if (!searcher_->MayBeRead(hit.place, request_)) return false;
    const std::uint64_t content =
        searcher_->snapshot().columns(hit.place.segment).digest(hit.place.document);
    const std::string path = dir_ + "/data/originals/" + hit.id.substr(3) + "-" + Hex16(content);
    if (searcher_->snapshot().is_remote(hit.place.segment)) return false;
    if (PrintOriginal(searcher_->snapshot(), hit.place, path) == ExitCode::kDone) return true;
    std::error_code ignored;
    fs::remove(path, ignored);
    return false;
  }

  // Writes the sums of files below a folder of the bundle.
  void WriteManifest(const std::vector<std::string>& files, const std::string& name) {
    std::string lines;
    for (const std::string& file : files) lines += SumOf(dir_ + "/" + file) + "  " + file + "\n";
    WriteFile(dir_ + "/" + name, lines);
  }

  void WriteTags(const SearchResult& result) {
    const std::vector<std::string> payload = FilesBelow(dir_, "data");
    std::uintmax_t bytes = 0;
    for (const std::string& file : payload) bytes += fs::file_size(dir_ + "/" + file);
    const Snapshot& snapshot = searcher_->snapshot();
    WriteFile(dir_ + "/bagit.txt", kBagit);
    WriteFile(dir_ + "/bag-info.txt",
              "Bagging-Date: " + Today(request_) +
                  "\nBag-Software-Agent: backfile-search " BACKFILE_VERSION "\nPayload-Oxum: " +
                  std::to_string(bytes) + "." + std::to_string(payload.size()) +
                  "\nBackfile-Query: " + result.query +
                  "\nBackfile-Matches: " + std::to_string(result.total) + MissingLine(result) +
                  "\nBackfile-Index-Generation: " + std::to_string(snapshot.generation().number) +
                  "\nBackfile-Index-Made: " + snapshot.generation().made +
                  "\nBackfile-Index-SHA-256: " + IndexIdentity(snapshot) + "\n");
    WriteManifest(payload, kManifest);
    WriteManifest({"bag-info.txt", "bagit.txt", kManifest}, kTagManifest);
  }

  void Sign() {
    if (options_.sign_key.empty()) return;
    const std::string manifest = dir_ + "/" + kTagManifest;
    const int code = RunProgram(
        {"ssh-keygen", "-q", "-Y", "sign", "-f", options_.sign_key, "-n", kNamespace, manifest});
    if (code != 0) {
      throw Error(ExitCode::kInput, "ssh-keygen could not sign with " + options_.sign_key);
    }
  }

  const SearchRequest& request_;
  const BundleOptions& options_;
  Searcher* searcher_;
  std::string dir_;
  Bundled bundled_;
};

// A path of a manifest that stays within the bundle.
bool IsSafePath(const std::string& path) {
  if (path.empty() || path.front() == '/') return false;
  return std::ranges::none_of(fs::path(path), [](const fs::path& part) { return part == ".."; });
}

class Verifier {
 public:
  explicit Verifier(std::string dir) : dir_(std::move(dir)) {}

  std::vector<std::string> Verify(const std::string& signers) {
    if (!IsPlainFile(dir_ + "/bagit.txt")) {
      throw Error(ExitCode::kInput, dir_ + " is no bundle: it has no bagit.txt");
    }
    const auto payload = ReadManifest(kManifest);
    const auto tags = ReadManifest(kTagManifest);
    CheckSums(payload);
    CheckSums(tags);
    if (!tags.contains(kManifest)) Find(std::string(kManifest) + " has no sum");
    for (const std::string& file : FilesBelow(dir_, "data")) {
      if (!payload.contains(file)) Find(file + " is in no manifest");
    }
    CheckSignature(signers);
    return findings_;
  }

 private:
  using Sums = std::map<std::string, std::string>;  // By path.

  void Find(std::string finding) { findings_.push_back(std::move(finding)); }

  Sums ReadManifest(const std::string& name) {
    Sums sums;
    const std::string path = dir_ + "/" + name;
    std::error_code error;
    const bool is_readable = IsPlainFile(path) && static_cast<std::int64_t>(fs::file_size(
                                                      path, error)) < kLargestManifest;
    if (!is_readable) {
      Find(name + " is missing");
      return sums;
    }
    const MappedFile file(path);
    std::string_view lines = file.bytes();
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      const std::string_view line = lines.substr(0, end);
      const std::size_t space = std::min(line.find(' '), line.size());
      const std::size_t name_at = std::min(line.find_first_not_of(" *", space), line.size());
      if (!line.empty()) sums[std::string(line.substr(name_at))] = line.substr(0, space);
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return sums;
  }

  void CheckSums(const Sums& sums) {
    for (const auto& [path, sum] : sums) {
      if (!IsSafePath(path)) {
        Find("a manifest names " + path + ", which is not in the bundle");
      } else if (!IsPlainFile(dir_ + "/" + path)) {
        Find(path + " is missing");
      } else if (SumOf(dir_ + "/" + path) != sum) {
        Find(path + " has changed");
      }
    }
  }

  void CheckSignature(const std::string& signers) {
    const std::string signature = dir_ + "/" + kSignature;
    if (!IsPlainFile(signature)) {
      if (!signers.empty()) Find("it is not signed");
      return;
    }
    const std::string manifest = dir_ + "/" + kTagManifest;
    if (!IsPlainFile(manifest)) return;
    std::vector<std::string> words = {"ssh-keygen", "-q", "-Y"};
    if (signers.empty()) {
      words.insert(words.end(), {"check-novalidate", "-n", kNamespace, "-s", signature});
    } else {
      const std::string signer = FindSigner(signers, signature);
      if (signer.empty()) return Find("it is signed by nobody in " + signers);
      words.insert(words.end(),
                   {"verify", "-n", kNamespace, "-f", signers, "-I", signer, "-s", signature});
    }
    if (RunProgram(words, manifest, "/dev/null") != 0) Find("its signature does not fit");
  }

  // By which of the allowed signers it was signed; empty: by none.
  static std::string FindSigner(const std::string& signers, const std::string& signature) {
    const std::string found =
        fs::temp_directory_path() / ("backfile-signer-" + std::to_string(getpid()));
    const int code = RunProgram(
        {"ssh-keygen", "-q", "-Y", "find-principals", "-s", signature, "-f", signers}, "", found);
    std::string signer(MappedFile(found).bytes());
    std::error_code ignored;
    fs::remove(found, ignored);
    return code == 0 ? signer.substr(0, signer.find('\n')) : "";
  }

  std::string dir_;
  std::vector<std::string> findings_;
};

}  // namespace

Bundled WriteBundle(const SearchRequest& request, const BundleOptions& options,
                    Searcher* searcher) {
  try {
    return Packer(request, options, searcher).Pack();
  } catch (const fs::filesystem_error& error) {
    throw Error(ExitCode::kTryLater, error.what());
  }
}

std::vector<std::string> CheckBundle(const std::string& dir, const std::string& signers) {
  return Verifier(dir).Verify(signers);
}

}  // namespace backfile
