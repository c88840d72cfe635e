// Alerts: saved questions, and of each which articles it has told of.
//
// An alert is two files in INDEX/alerts/: NAME.json, the question with its digest (index/seal.h),
// and NAME.told, the ids of all articles that have matched it so far (sorted, 8 bytes each). What
// matches now and is not among them is news, however the index was folded, corrected or rebuilt in
// between; so each article is told once. Whoever tells holds INDEX/alerts/lock.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "index/lock.h"
#include "searcher/searcher.h"

namespace backfile {

struct Alert {
  std::string name;   // Letters, digits, '-', '_' and '.'; not beginning with '.'.
  std::string query;  // As it was given.
  std::string made;   // RFC 3339, UTC.
};

class AlertBook {
 public:
  // `home`: Shards::home. Without one there are no alerts, and none can be added.
  explicit AlertBook(const std::string& home);

  // By name. The paths of files that cannot be read are added to *unreadable.
  std::vector<Alert> List(std::vector<std::string>* unreadable) const;
  // For telling, so that of two at a time only one tells what is new; nullptr if there are no
  // alerts. Throws Error(kTryLater) if somebody else still tells after `wait_seconds`.
  std::unique_ptr<IndexLock> Lock(int wait_seconds) const;
  // Throws Error(kUsage): the name is none, or taken, or there is no place for alerts.
  void Add(const Alert& alert, const std::vector<std::uint64_t>& told);
  void Remove(const std::string& name);             // Throws Error(kUsage): there is none.
  void RequireName(const std::string& name) const;  // The same.

  bool has_home() const { return !dir_.empty(); }
  void RequireHome() const;  // Throws Error(kUsage) without one.

  std::vector<std::uint64_t> Told(const std::string& name) const;
  void SetTold(const std::string& name, const std::vector<std::uint64_t>& ids);

 private:
  std::string PathOf(const std::string& name, const char* ending) const;
  std::string dir_;
};

// The news of an alert, newest first, and what it will have told of after them.
struct AlertNews {
  Alert alert;
  SearchResult result;
  std::vector<std::uint64_t> told;
};
// Throws as Searcher::Run: the question may have been understood by an earlier version only.
AlertNews NewsOf(const Alert& alert, const AlertBook& book, SearchRequest request,
                 Searcher* searcher);

// An Atom feed (RFC 4287) of news. `articles`: what the id of an article follows in the address of
// its page, such as "/article/"; empty: articles have none.
std::string AtomFeed(const Alert& alert, const SearchResult& news,
                     const std::string& articles = "");

// One feed of the news of several alerts, which may be none. Each entry names its alerts as its
// categories. `names`: the alerts that were asked for; none: all. `now`: RFC 3339, UTC.
std::string AtomFeed(const std::vector<AlertNews>& all, const std::vector<std::string>& names,
                     const std::string& now);

// Hands a mail to a program such as /usr/sbin/sendmail. Throws Error(kTryLater) if it refuses it.
void SendMail(const std::string& program, const std::string& to, const std::string& subject,
              const std::string& text);

}  // namespace backfile
