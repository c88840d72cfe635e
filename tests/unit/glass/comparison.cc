// The differential checker.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparison.h"

#include <xapian.h>

#include <random>

namespace backfile::glass {

namespace {

constexpr std::size_t kMostDifferences = 10;

class Comparison {
 public:
  Comparison(const std::string& dir, const std::string& other) : a_(dir), b_(other) {}

  std::vector<std::string> Run(bool term_lists, int queries) {
    CompareStatistics();
    CompareTerms();
    CompareDocuments(term_lists);
    CompareValues();
    CompareMetadata();
    CompareSkips();
    CompareQueries(term_lists, queries);
    return differences_;
  }

 private:
  template <class T>
  void Same(const T& a, const T& b, const std::string& what) {
    if (!(a == b) && differences_.size() < kMostDifferences) differences_.push_back(what);
  }
  // Walks two ranges in step; `compare` looks at what both point to.
  template <class Iterator, class Compare>
  void InStep(Iterator a, Iterator a_end, Iterator b, Iterator b_end, const std::string& what,
              Compare compare) {
    for (; a != a_end && b != b_end; ++a, ++b) compare(a, b);
    Same(a == a_end, b == b_end, "end of " + what);
  }

  void CompareStatistics() {
    Same(a_.get_doccount(), b_.get_doccount(), "doccount");
    Same(a_.get_lastdocid(), b_.get_lastdocid(), "lastdocid");
    Same(a_.get_total_length(), b_.get_total_length(), "total length");
    Same(a_.get_avlength(), b_.get_avlength(), "average length");
    Same(a_.get_doclength_lower_bound(), b_.get_doclength_lower_bound(), "least length");
    Same(a_.get_doclength_upper_bound(), b_.get_doclength_upper_bound(), "greatest length");
    Same(a_.has_positions(), b_.has_positions(), "has positions");
  }

  void CompareTerms() {
    InStep(a_.allterms_begin(), a_.allterms_end(), b_.allterms_begin(), b_.allterms_end(), "terms",
           [&](Xapian::TermIterator& a, Xapian::TermIterator& b) {
             Same(*a, *b, "term " + *a);
             Same(a.get_termfreq(), b.get_termfreq(), "termfreq of " + *a);
             if (*a == *b) CompareTerm(*a);
           });
  }

  void CompareTerm(const std::string& term) {
    terms_.push_back(term);
    Same(a_.get_collection_freq(term), b_.get_collection_freq(term), "collection freq of " + term);
    Same(a_.get_wdf_upper_bound(term), b_.get_wdf_upper_bound(term), "wdf bound of " + term);
    InStep(a_.postlist_begin(term), a_.postlist_end(term), b_.postlist_begin(term),
           b_.postlist_end(term), "postings of " + term,
           [&](Xapian::PostingIterator& a, Xapian::PostingIterator& b) {
             Same(*a, *b, "document in " + term);
             Same(a.get_wdf(), b.get_wdf(), "wdf in " + term);
             Same(a.get_doclength(), b.get_doclength(), "length in " + term);
             InStep(a.positionlist_begin(), a.positionlist_end(), b.positionlist_begin(),
                    b.positionlist_end(), "positions of " + term,
                    [&](Xapian::PositionIterator& p, Xapian::PositionIterator& q) {
                      Same(*p, *q, "position in " + term);
                    });
           });
  }

  void CompareDocuments(bool term_lists) {
    InStep(a_.postlist_begin(""), a_.postlist_end(""), b_.postlist_begin(""), b_.postlist_end(""),
           "documents", [&](Xapian::PostingIterator& a, Xapian::PostingIterator& b) {
             Same(*a, *b, "document number");
             if (*a == *b) CompareDocument(*a, term_lists);
           });
  }

  void CompareDocument(Xapian::docid number, bool term_lists) {
    const std::string name = "document " + std::to_string(number);
    numbers_.push_back(number);
    Same(a_.get_doclength(number), b_.get_doclength(number), "length of " + name);
    const Xapian::Document a = a_.get_document(number);
    const Xapian::Document b = b_.get_document(number);
    Same(a.get_data(), b.get_data(), "data of " + name);
    if (!term_lists) return;
    Same(a_.get_unique_terms(number), b_.get_unique_terms(number), "unique terms of " + name);
    InStep(a.values_begin(), a.values_end(), b.values_begin(), b.values_end(), "values of " + name,
           [&](Xapian::ValueIterator& v, Xapian::ValueIterator& w) {
             Same(v.get_valueno(), w.get_valueno(), "slot of " + name);
             Same(*v, *w, "value of " + name);
           });
    InStep(a_.termlist_begin(number), a_.termlist_end(number), b_.termlist_begin(number),
           b_.termlist_end(number), "term list of " + name,
           [&](Xapian::TermIterator& t, Xapian::TermIterator& u) {
             Same(*t, *u, "term of " + name);
             Same(t.get_wdf(), u.get_wdf(), "wdf of " + name);
             Same(t.get_termfreq(), u.get_termfreq(), "termfreq of " + name);
           });
  }

  void CompareValues() {
    for (const Xapian::valueno slot :
         {0U, 1U, 2U, 127U, 128U, 255U, 256U, 300U, 65536U, 4000000000U}) {
      const std::string name = "slot " + std::to_string(slot);
      Same(a_.get_value_freq(slot), b_.get_value_freq(slot), "values in " + name);
      Same(a_.get_value_lower_bound(slot), b_.get_value_lower_bound(slot), "least in " + name);
      Same(a_.get_value_upper_bound(slot), b_.get_value_upper_bound(slot), "greatest in " + name);
      InStep(a_.valuestream_begin(slot), a_.valuestream_end(slot), b_.valuestream_begin(slot),
             b_.valuestream_end(slot), "values of " + name,
             [&](Xapian::ValueIterator& v, Xapian::ValueIterator& w) {
               Same(v.get_docid(), w.get_docid(), "document with " + name);
               Same(*v, *w, "value in " + name);
             });
    }
  }

  void CompareMetadata() {
    InStep(a_.metadata_keys_begin(), a_.metadata_keys_end(), b_.metadata_keys_begin(),
           b_.metadata_keys_end(), "metadata",
           [&](Xapian::TermIterator& k, Xapian::TermIterator& l) {
             Same(*k, *l, "metadata key");
             Same(a_.get_metadata(*k), b_.get_metadata(*l), "metadata under " + *k);
           });
  }

  const std::string& AnyTerm() { return terms_[engine_() % terms_.size()]; }
  Xapian::docid AnyNumber() { return numbers_[engine_() % numbers_.size()]; }

  // Forwards by skipping, and backwards by asking for what was passed.
  void CompareSkips() {
    if (terms_.empty() || numbers_.empty()) return;
    for (int i = 0; i < 500; ++i) {
      const std::string& term = AnyTerm();
      const Xapian::docid number = AnyNumber();
      auto p = a_.postlist_begin(term);
      auto q = b_.postlist_begin(term);
      p.skip_to(number);
      q.skip_to(number);
      const bool at_end = p == a_.postlist_end(term);
      Same(at_end, q == b_.postlist_end(term), "end of a skip in " + term);
      if (!at_end) Same(*p, *q, "skip in " + term);
      auto t = a_.allterms_begin(term.substr(0, 1));
      auto u = b_.allterms_begin(term.substr(0, 1));
      t.skip_to(term);
      u.skip_to(term);
      Same(*t, *u, "skip to " + term);
      Same(a_.term_exists(term + "x"), b_.term_exists(term + "x"), "existence of " + term + "x");
      Same(a_.get_doclength(number), b_.get_doclength(number), "length out of order");
    }
  }

  Xapian::Query AnyQuery(int kind) {
    std::vector<Xapian::Query> terms;
    for (std::size_t n = 1 + engine_() % 4; n > 0; --n) terms.emplace_back(AnyTerm());
    using Q = Xapian::Query;
    switch (kind % 6) {
      case 0:
        return Q(Q::OP_OR, terms.begin(), terms.end());
      case 1:
        return Q(Q::OP_AND, terms.begin(), terms.end());
      case 2:
        return Q(Q::OP_PHRASE, terms.begin(), terms.end(), 7);
      case 3:
        return Q(Q::OP_NEAR, terms.begin(), terms.end(), 12);
      case 4:
        return Q(Q::OP_FILTER, Q(Q::OP_OR, terms.begin(), terms.end()),
                 Q(Q::OP_VALUE_RANGE, 0, "19800100", "19805000"));
      default:
        return Q(Q::OP_WILDCARD, AnyTerm().substr(0, 3), 0, Q::WILDCARD_LIMIT_MOST_FREQUENT);
    }
  }

  void CompareQueries(bool term_lists, int queries) {
    if (terms_.empty() || numbers_.empty()) return;
    for (int i = 0; i < queries; ++i) {
      Xapian::Enquire e(a_);
      Xapian::Enquire f(b_);
      const Xapian::Query query = AnyQuery(i);
      for (Xapian::Enquire* enquire : {&e, &f}) {
        enquire->set_query(query);
        if (i % 7 == 3) enquire->set_sort_by_value(0, true);
        if (i % 11 == 5) enquire->set_collapse_key(0);
      }
      CompareAnswers(e, f, term_lists, query.get_description());
    }
  }

  void CompareAnswers(const Xapian::Enquire& e, const Xapian::Enquire& f, bool term_lists,
                      const std::string& query) {
    const Xapian::MSet a = e.get_mset(0, 20);
    const Xapian::MSet b = f.get_mset(0, 20);
    Same(a.get_matches_estimated(), b.get_matches_estimated(), "estimate of " + query);
    Same(a.get_matches_lower_bound(), b.get_matches_lower_bound(), "lower bound of " + query);
    Same(a.get_max_possible(), b.get_max_possible(), "greatest weight of " + query);
    InStep(a.begin(), a.end(), b.begin(), b.end(), "answers to " + query,
           [&](Xapian::MSetIterator& m, Xapian::MSetIterator& n) {
             Same(*m, *n, "answer to " + query);
             Same(m.get_weight(), n.get_weight(), "weight in " + query);
           });
    if (!term_lists || a.empty() || b.empty()) return;
    Xapian::RSet relevant;
    relevant.add_document(*a[0]);
    const Xapian::ESet s = e.get_eset(10, relevant);
    const Xapian::ESet t = f.get_eset(10, relevant);
    InStep(s.begin(), s.end(), t.begin(), t.end(), "terms suggested for " + query,
           [&](Xapian::ESetIterator& x, Xapian::ESetIterator& y) {
             Same(*x, *y, "suggestion for " + query);
             Same(x.get_weight(), y.get_weight(), "weight of a suggestion for " + query);
           });
  }

  Xapian::Database a_;
  Xapian::Database b_;
  std::vector<std::string> differences_;
  std::vector<std::string> terms_;
  std::vector<Xapian::docid> numbers_;
  std::mt19937 engine_{5};
};

}  // namespace

std::vector<std::string> Differences(const std::string& dir, const std::string& other,
                                     bool term_lists, int queries) {
  try {
    return Comparison(dir, other).Run(term_lists, queries);
  } catch (const Xapian::Error& error) {
    return {error.get_description()};
  }
}

}  // namespace backfile::glass
