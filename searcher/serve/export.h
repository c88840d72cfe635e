// Long lists as files: made piece by piece, each when the client has taken the one before.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "searcher/render.h"
#include "searcher/serve/http.h"

namespace backfile {

// Counts what is being exported.
class ExportSlots {
 public:
  explicit ExportSlots(int most) : free_(most) {}
  bool Take();
  void Give() { ++free_; }

 private:
  std::atomic<int> free_;
};

// What `backfile-search find` prints for the request, whatever its length: the hits of the first
// piece and of the last are of the one generation in which it began. The first piece is made here.
// Throws as Searcher::Run. `slots` must outlive it; the caller has taken one, which it gives back.
// What the list is without is added to *missing.
std::shared_ptr<BodyStream> MakeExport(const Shards& shards, const SearchRequest& request,
                                       const RenderOptions& options, ExportSlots* slots,
                                       std::vector<MissingShard>* missing);

}  // namespace backfile
