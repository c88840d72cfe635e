// Mending, cutting, parsing and flowing XML.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/xml.h"

#include "formats/utf8_stream.h"
#include "formats/xml_mend.h"
#include "formats/xml_split.h"
#include "formats/xml_text.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {

// A text given a few bytes at a time, as a slow disk would.
class DripStream : public ByteStream {
 public:
  DripStream(std::string text, std::size_t drip) : text_(std::move(text)), drip_(drip) {}
  std::size_t Read(char* to, std::size_t size) override {
    const std::size_t n = std::min({size, drip_, text_.size() - at_});
    text_.copy(to, n, at_);
    at_ += n;
    return n;
  }

 private:
  std::string text_;
  std::size_t drip_;
  std::size_t at_ = 0;
};

std::vector<Piece> Split(const std::string& text, XmlCut cut, Problems* problems,
                         std::size_t drip = 7, Limits limits = {}) {
  DripStream in(text, drip);
  const auto splitter = SplitXml(&in, limits, std::move(cut));
  std::vector<Piece> pieces;
  while (auto piece = splitter->Next(problems)) pieces.push_back(*piece);
  return pieces;
}

std::vector<std::string> Items(const std::string& text, bool nests = false) {
  Problems problems;
  std::vector<std::string> items;
  for (const Piece& piece : Split(text, {.items = {"i"}, .nests = nests}, &problems)) {
    items.push_back(piece.bytes);
    CHECK(text.substr(static_cast<std::size_t>(piece.offset), piece.bytes.size()) == piece.bytes);
  }
  return items;
}

std::string Mended(const std::string& text) { return MendXml(text, 50).text; }

std::string Flowed(const std::string& xml) {
  const auto tree = ParseXml(xml, Limits{});
  return tree ? FlowText(tree->root()).body : "";
}

}  // namespace

TEST_CASE("broken mark-up is mended", "[xml]") {
  const auto [broken, mended] = GENERATE(table<std::string, std::string>({
      {"<a>AT&T &amp; x&y=1</a>", "<a>AT&amp;T &amp; x&amp;y=1</a>"},
      {"<a>caf&eacute; &#8217;&#x2019;</a>", "<a>café ’’</a>"},
      {"<a>x&#0;&#xD800;&#1;y</a>", "<a>x   y</a>"},
      {"<a>1 < 2 &lt; 3</a>", "<a>1 &lt; 2 &lt; 3</a>"},
      {"<a><b>x</a>", "<a><b>x</b></a>"},
      {"<a>x</b></a>", "<a>x</a>"},
      {"<a><b>x", "<a><b>x</b></a>"},
      {"<a>x</a", "<a>x</a>"},
      {"<a x=1 y z='2\"'>t</a>", "<a x=\"1\" y=\"\" z=\"2&quot;\">t</a>"},
      {"junk <?xml version='1.0'?><!-- c --><a>x<?pi y?></a> more <b/>", "<a>x</a>"},
      {"<a>x<br>y<br></br>z</a>", "<a>x<br/>y<br/>z</a>"},
      {"<a><![CDATA[<b>&]]></a>", "<a><![CDATA[<b>&]]></a>"},
      {"<a><d><![CDATA[cut</d></a>", "<a><d><![CDATA[cut]]></d></a>"},
      {"<!DOCTYPE a [<!ENTITY e \"Ellis\"><!ENTITY f \"&e;&e;\">]><a>&e;&f;</a>",
       "<a>Ellis&amp;f;</a>"},
      {"<a><!-- never closed", "<a></a>"},
      {"<a>x<!-- > --></a>", "<a>x</a>"},
      {"", ""},
      {"no mark-up at all", ""},
  }));
  CAPTURE(broken);
  CHECK(Mended(broken) == mended);
  CHECK(Mended(mended) == mended);
}

TEST_CASE("white space between elements survives the parser", "[xml]") {
  CHECK(Flowed("<p><b>One</b> <i>two</i>\n<i>three</i></p>") == "One two three");
}

TEST_CASE("depth is refused before the parser sees it", "[xml]") {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "<a>";
    return text;
  };
  CHECK(MendXml(nested(10), 10).sentence.empty());
  CHECK(MendXml(nested(11), 10).refused == Reason::kTooDeep);
  CHECK(MendXml(nested(11), 10).text.empty());
  CHECK(ParseXml(nested(98), Limits{}) != nullptr);
  CHECK(ParseXml(nested(1'000'000), Limits{}) == nullptr);
}

TEST_CASE("attributes beyond what any format has are left out", "[xml]") {
  std::string tag = "<a";
  for (int i = 0; i < 100'000; ++i) tag += " x" + std::to_string(i) + "='v'";
  const std::string mended = Mended(tag + ">text</a>");
  CHECK(mended.find(" x199=\"v\"") != std::string::npos);
  CHECK(mended.ends_with(" x199=\"v\">text</a>"));
  CHECK(Flowed(tag + ">text</a>") == "text");  // In milliseconds: it was half a minute.
}

TEST_CASE("a tree larger than memory should bear is refused before it is made", "[xml]") {
  const auto repeated = [](const std::string& piece, int count) {
    std::string text = "<a>";
    for (int i = 0; i < count; ++i) text += piece;
    return text;
  };
  CHECK(MendXml(repeated("<p/>", 900'000), 10).sentence.empty());
  CHECK(MendXml(repeated("<p/>", 1'100'000), 10).refused == Reason::kTooLarge);
  CHECK(MendXml(repeated("<p x='' y=''/>", 400'000), 10).refused == Reason::kTooLarge);
  CHECK(ParseXml(repeated("<p/>", 1'100'000), Limits{}) == nullptr);
}

TEST_CASE("an XML declaration names its character set", "[xml]") {
  CHECK(DeclaredXmlCharset("<?xml version=\"1.0\" encoding='iso-8859-1'?>") == "iso-8859-1");
  CHECK(DeclaredXmlCharset("<?xml version=\"1.0\"?><a encoding=\"x\"/>").empty());
  CHECK(DeclaredXmlCharset("<?xml encoding=\"x").empty());
}

TEST_CASE("the root element is found behind prolog and junk", "[xml]") {
  CHECK(SniffXml("\xEF\xBB\xBF\n<!-- <no> --><?x?><!DOCTYPE a [<!ENTITY b \"<c>\">]><n:a x=\"1\">")
            .name == "a");
  CHECK(SniffXml("<n:a x=\"1\">").prefix == "n");
  CHECK(SniffXml("Warning: x in y\n<?xml version=\"1.0\"?><rss>").is_behind_junk);
  CHECK(SniffXml("just text < 3").name.empty());
  CHECK(SniffXml("<!-- never closed <a>").name.empty());
  CHECK(SniffXml(std::string_view("\xff\xfe<\0a\0>\0", 8)).name == "a");
}

TEST_CASE("items are cut at any prefix, wherever the reads end", "[xml]") {
  const std::string text = "<r><i>1</i><x:i a='>'>2</x:i><items><i/></items><i>3</i></r>";
  Problems problems;
  for (std::size_t drip = 1; drip < 12; ++drip) {
    const auto pieces = Split(text, {.items = {"i"}}, &problems, drip);
    REQUIRE(pieces.size() == 4);
    CHECK(pieces[1].bytes == "<x:i a='>'>2</x:i>");
    CHECK(pieces[2].bytes == "<i/>");
    CHECK(pieces[3].context == "<r>");
  }
  CHECK(problems.empty());
}

TEST_CASE("comments and CDATA hide items", "[xml]") {
  CHECK(Items("<r><!-- <i>0</i> --><i><![CDATA[</i><i>]]></i></r>") ==
        std::vector<std::string>{"<i><![CDATA[</i><i>]]></i>"});
}

TEST_CASE("an item that is not closed ends where the next one begins, or the stream", "[xml]") {
  CHECK(Items("<r><i>1<i>2</i><i>3") == std::vector<std::string>{"<i>1", "<i>2</i>", "<i>3"});
  CHECK(Items("<r><i>1<!-- </i><i>2</i>").size() == 2);
  CHECK(Items("<r><i>1<i>2</i></i></r>", true) == std::vector<std::string>{"<i>1<i>2</i></i>"});
}

TEST_CASE("an item over the limit is reported and the next one read", "[xml]") {
  Limits limits;
  limits.max_record_bytes = 1000;
  Problems problems;
  const std::string big(600'000, 'x');
  const auto pieces =
      Split("<r><i>" + big + "</i><i>2</i></r>", {.items = {"i"}}, &problems, 4096, limits);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].reason == Reason::kTooLarge);
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].bytes == "<i>2</i>");
}

TEST_CASE("what no item needs is left out of the context", "[xml]") {
  Problems problems;
  const auto pieces = Split("<r><h>1</h><c><d>2</d></c><c/><e>3</e><i>4</i></r>",
                            {.items = {"i"}, .not_context = {"c"}}, &problems);
  REQUIRE(pieces.size() == 1);
  CHECK(pieces[0].context == "<r><h>1</h><e>3</e>");
}

TEST_CASE("a stream without a wanted item is reported once", "[xml]") {
  Problems problems;
  CHECK(Split("<r><j/></r>", {.items = {"i"}, .if_none = "no items"}, &problems).empty());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].sentence == "no items");
}

TEST_CASE("hostile streams are cut in linear time", "[xml]") {
  Problems problems;
  const std::string open = GENERATE(as<std::string>(), "<!--", "<![CDATA[", "<?", "<i ", "<i a=\"",
                                    "<", "</i", "<!DOCTYPE [", "<i><i a='");
  std::string text = "<r>";
  while (text.size() < 2'000'000) text += open;
  Split(text, {.items = {"i"}}, &problems, 65536);
  MendXml(text, 100);
  SUCCEED();
}

TEST_CASE("UTF-16 is cut and read like UTF-8", "[xml]") {
  const std::u16string wide = u"<r>\u00e4\U0001F600</r>";
  std::string bytes = "\xff\xfe";
  for (const char16_t c : wide) {
    bytes += static_cast<char>(c & 0xff);
    bytes += static_cast<char>(c >> 8);
  }
  DripStream in(bytes, 3);
  Utf8Stream narrow(&in);
  std::string text(100, '\0');
  std::size_t size = 0;
  for (std::size_t n = 1; n > 0; size += n) n = narrow.Read(text.data() + size, 5);
  CHECK(text.substr(0, size) == "<r>ä😀</r>");
}

TEST_CASE("mixed content flows into paragraphs and lines", "[xml]") {
  CHECK(Flowed("<d><p>a <b>b</b></p>c<p>d<br/>e</p><ul><li>f</li><li>g</li></ul></d>") ==
        "a b\n\nc\n\nd\ne\n\nf\n\ng");
  CHECK(Flowed("<d><pre>1  2\n3 4</pre><script>no</script></d>") == "1 2\n3 4");
  CHECK(Flowed("<d><P>A</P><DIV>B</DIV></d>") == "A\n\nB");
  CHECK(Flowed("<d>ha<lb break=\"no\"/>\n rbour</d>") == "harbour");
}

TEST_CASE("markup may be escaped, twice even, or absent", "[xml]") {
  CHECK(TextOfMarkup("plain & simple") == "plain & simple");
  CHECK(TextOfMarkup("&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;") == "one\n\ntwo");
  CHECK(TextOfMarkup("<p>one\nline</p>") == "one line");
  CHECK(TextOfMarkup("it&amp;apos;s") == "it's");
  CHECK(TextOfMarkup("3 < 4") == "3 < 4");
}
