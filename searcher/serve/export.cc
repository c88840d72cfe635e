// A list of ranked documents is kept (32 bytes each); rows are made of a hundred of them at a time.
//
// An export has a Searcher of its own. It outlives many questions, and must see neither the
// generations that come meanwhile nor the notes that other questions make in a shared one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/export.h"

#include <utility>

#include "searcher/serve/page.h"

namespace backfile {

namespace {

constexpr std::size_t kPiece = 100;

class Export : public BodyStream {
 public:
  Export(const Shards& shards, const SearchRequest& request, const RenderOptions& options,
         ExportSlots* slots, std::vector<MissingShard>* missing)
      : slot_(slots),
        searcher_(shards, missing),
        options_(options),
        listing_(searcher_.List(request)),
        first_(Piece()) {}

  std::string Next() override {
    if (!first_.empty()) return std::exchange(first_, "");
    return Piece();
  }

 private:
  std::string Piece() {
    if (is_done_) return "";
    SearchResult piece = listing_.summary;
    piece.hits = searcher_.MakeHits(listing_, at_, kPiece);
    RenderOptions options = options_;
    options.is_first_piece = at_ == 0;
    at_ += piece.hits.size();
    is_done_ = at_ == listing_.ranked.size();
    options.is_last_piece = is_done_;
    return Collected([&](const Print& print) { Render(piece, options, searcher_, print); });
  }

  // Given back even if the constructor fails half way: members are destroyed then.
  struct Slot {
    explicit Slot(ExportSlots* all) : slots(all) {}
    ~Slot() { slots->Give(); }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    ExportSlots* slots;
  };
  Slot slot_;
  Searcher searcher_;
  RenderOptions options_;
  std::size_t at_ = 0;
  bool is_done_ = false;
  Listing listing_;
  std::string first_;
};

}  // namespace

bool ExportSlots::Take() {
  if (--free_ >= 0) return true;
  ++free_;
  return false;
}

std::shared_ptr<BodyStream> MakeExport(const Shards& shards, const SearchRequest& request,
                                       const RenderOptions& options, ExportSlots* slots,
                                       std::vector<MissingShard>* missing) {
  return std::make_shared<Export>(shards, request, options, slots, missing);
}

}  // namespace backfile
