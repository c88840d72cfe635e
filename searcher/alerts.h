// Alerts: saved questions, and of each which articles it has told of.
//
// An alert is two files in INDEX/alerts/: NAME.json, the question, and NAME.told, the ids of all
// articles that have matched it so far (sorted, 8 bytes each). What matches now and is not among
// them is news, however the index was folded, corrected or rebuilt in between; so each article is
// told once.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

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

  // By name. A file that cannot be read is left out.
  std::vector<Alert> List() const;
  // Throws Error(kUsage): the name is none, or taken, or there is no place for alerts.
  void Add(const Alert& alert, const std::vector<std::uint64_t>& told);
  void Remove(const std::string& name);  // Throws Error(kUsage): there is none.

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

// Hands a mail to a program such as /usr/sbin/sendmail. Throws Error(kTryLater) if it refuses it.
void SendMail(const std::string& program, const std::string& to, const std::string& subject,
              const std::string& text);

}  // namespace backfile
