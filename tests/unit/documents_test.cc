// Markdown, EPUB, PDF and packed archives: what of them is an article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <archive.h>
#include <archive_entry.h>

#include "formats/markdown.h"
#include "formats/markup.h"
#include "formats/media.h"
#include "formats/pdf.h"
#include "tests/support/catch.h"
#include "tests/support/reading.h"

namespace backfile {

namespace {

using Names = std::vector<std::string>;
using Members = std::vector<std::pair<std::string, std::string>>;

Article One(const std::string& bytes, const std::string& name) {
  const Reading reading = ReadBytes(bytes, name);
  REQUIRE(reading.articles.size() == 1);
  return reading.articles.front();
}

void WriteMember(archive* to, const std::string& name, const std::string& content) {
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, name.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
  archive_write_header(to, entry);
  archive_write_data(to, content.data(), content.size());
  archive_entry_free(entry);
}

// A zip as a program makes it that cannot go back: lengths stand behind the content.
std::string Zip(const Members& members) {
  std::string bytes(4'000'000, '\0');
  std::size_t used = 0;
  archive* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  archive_write_set_options(zip, "zip:compression=store");
  archive_write_open_memory(zip, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : members) WriteMember(zip, name, content);
  archive_write_close(zip);
  archive_write_free(zip);
  bytes.resize(used);
  return bytes;
}

std::string Tar(const Members& members, bool compress) {
  std::string bytes(40'000'000, '\0');
  std::size_t used = 0;
  archive* tar = archive_write_new();
  archive_write_set_format_ustar(tar);
  if (compress) archive_write_add_filter_gzip(tar);
  archive_write_open_memory(tar, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : members) WriteMember(tar, name, content);
  archive_write_close(tar);
  archive_write_free(tar);
  bytes.resize(used);
  return bytes;
}

std::string Chapter(const std::string& title, const std::string& text) {
  return "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title>"
         "</head><body><h1>" +
         title + "</h1><p>" + text + "</p></body></html>";
}

Members Book() {
  return {
      {"mimetype", "application/epub+zip"},
      {"META-INF/container.xml",
       "<container><rootfiles><rootfile full-path=\"OPS/p.opf\"/></rootfiles></container>"},
      {"OPS/p.opf",
       "<package><metadata><dc:title>The Herald &amp; Post</dc:title><dc:creator>Ann Lee"
       "</dc:creator><dc:date>2018-06-05</dc:date><dc:language>en</dc:language></metadata>"
       "<manifest><item id=\"n\" href=\"nav.xhtml\" properties=\"nav\"/>"
       "<item id=\"a\" href=\"t/a%20b.xhtml\"/>\n<item\tid=\"b\"\thref=\"../b.xhtml\"/></manifest>"
       "<spine><itemref idref=\"n\"/><itemref idref=\"b\"/><itemref idref=\"a\"/></spine>"
       "</package>"},
      {"OPS/nav.xhtml", Chapter("Contents", "<a href='a'>One</a>")},
      {"OPS/t/a b.xhtml", Chapter("Bridge falls", "It fell.")},
      {"b.xhtml", Chapter("River rises", "It rose.")}};
}

}  // namespace

TEST_CASE("front matter gives the fields, Markdown the text", "[markdown]") {
  const Article article =
      One("---\ntitle: \"Bridge: falls\"\ndate: 2018-06-05T09:30:00+01:00\nauthors:\n  - Ann Lee\n"
          "  - Tom Day\ntags: [bridges, 'Arden, old']\nsummary: |\n  It fell.\n  At night.\n"
          "draft: false # not any more\n---\n\n# Heading\n\nThe *bridge* over the "
          "[Arden](http://a.example)\n"
          "fell at `snake_case_name`.\n\n> Nobody was **hurt**.\n\n* * *\n\n- one\n- two\n",
          "a.md");
  CHECK(article.format == "markdown");
  CHECK(article.title == "Bridge: falls");
  CHECK(article.published->ToString() == "2018-06-05T09:30:00+01:00");
  CHECK(article.byline == Names{"Ann Lee", "Tom Day"});
  CHECK(article.body ==
        "The bridge over the Arden\nfell at snake_case_name.\n\nNobody was hurt.\n\none\ntwo");
  CHECK(article.extras.front() ==
        std::pair<std::string, std::string>("summary", "\"It fell.\\nAt night.\""));
}

TEST_CASE("TOML front matter is understood, too", "[markdown]") {
  const Article article =
      One("+++\ntitle = \"Bridge falls\"\ndate = 2018-06-05\n+++\nIt fell.\n", "a");
  CHECK(article.title == "Bridge falls");
  CHECK(article.published->ToString() == "2018-06-05");
  CHECK(article.body == "It fell.");
}

TEST_CASE("Markdown without front matter is told by its name alone", "[markdown]") {
  CHECK(One("# Bridge falls\n\nIt fell.\n", "a.md").title == "Bridge falls");
  CHECK(One("# Bridge falls\n\nIt fell.\n", "a.txt").format == "text");
  CHECK(SniffMarkdown({"a.txt", "---\nno end"}) == 0);
}

TEST_CASE("the documents of a book are articles in reading order", "[epub]") {
  const Reading reading = ReadBytes(Zip(Book()), "herald.epub");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].title == "River rises");
  CHECK(reading.articles[1].title == "Bridge falls");
  CHECK(reading.articles[1].body == "It fell.");
  CHECK(reading.articles[1].source == "The Herald & Post");
  CHECK(reading.articles[1].byline == Names{"Ann Lee"});
  CHECK(reading.articles[1].published->ToString() == "2018-06-05");
  CHECK(reading.problems.empty());
}

TEST_CASE("a book that names one document over and over has it once", "[epub]") {
  Members book = Book();
  std::string spine;
  for (int i = 0; i < 1000; ++i) spine += "<itemref idref=\"a\"/>";
  book[2].second.insert(book[2].second.find("</spine>"), spine);
  CHECK(ReadBytes(Zip(book), "herald.epub").articles.size() == 2);
}

TEST_CASE("elements that are never closed are found in one pass", "[markup]") {
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "<a>x";
  std::size_t from = 0;
  int count = 0;
  while (FindElement(text, "a", &from)) ++count;  // Would take hours if each looked to the end.
  CHECK(count == 300'000);
}

TEST_CASE("an office document is refused once, not taken apart", "[container]") {
  const Members members = GENERATE(
      Members{{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}},
      Members{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<a/>"}});
  const Reading reading = ReadBytes(Zip(members), "a.docx");
  CHECK(reading.articles.empty());
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].reason == Reason::kUnsupportedFormat);
}

TEST_CASE("a zip within a zip is read whole, wherever its lengths stand", "[container]") {
  const Members inner = {{"a.txt", "Bridge falls\n\nIt fell.\n"},
                         {"b.txt", "River rises\n\nIt rose.\n"}};
  const Reading reading =
      ReadBytes(Zip({{"in.zip", Zip(inner)}, {"c.txt", "Third\n\nText.\n"}}), "z.zip");
  REQUIRE(reading.articles.size() == 3);
  CHECK(reading.articles[1].title == "River rises");
  CHECK(reading.articles[1].locator.members == Names{"in.zip", "b.txt"});
  CHECK(reading.problems.empty());
}

TEST_CASE("a bomb among members that nobody reads is found by skipping it", "[container]") {
  const std::string picture = "\xff\xd8\xff" + std::string(30'000'000, '\0');
  const Members members = {{"a.jpg", picture}, {"b.txt", "Bridge falls\n\nIt fell.\n"}};
  CHECK(ReadBytes(Tar(members, true), "a.tar.gz").problems.back().reason == Reason::kBomb);
  const Reading plain = ReadBytes(Tar(members, false), "a.tar");
  CHECK(plain.articles.size() == 1);
}

TEST_CASE("of a packed web archive only the archives are read", "[container]") {
  const std::string page =
      "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: "
      "text/plain\r\nContent-Length: 23\r\n\r\nBridge falls\n\nIt fell.\n\r\n\r\n";
  const Reading reading =
      ReadBytes(Zip({{"pages/pages.jsonl", "{\"title\": \"no\", \"text\": \"no\"}\n"},
                     {"archive/a.warc", page},
                     {"datapackage.json", "{\"title\": \"no\"}"}}),
                "a.zip");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "Bridge falls");
  CHECK(reading.problems.empty());
}

TEST_CASE("lines of a page become paragraphs, hyphens at their ends go", "[pdf]") {
  std::vector<std::string> forms;
  CHECK(
      JoinLines("The bridge over the river Arden fell on Tues-\nday evening, said the mayor of the "
                "town.\nShort end.\nA new paragraph that is as long as the first line was, or so\n",
                &forms) ==
      "The bridge over the river Arden fell on Tuesday evening, said the mayor of the town. Short "
      "end.\n\nA new paragraph that is as long as the first line was, or so");
  CHECK(forms == std::vector<std::string>{"Tues-day"});
  forms.clear();
  CHECK(JoinLines("in the Anglo-\nSaxon and 1914-\n18", &forms) ==
        "in the Anglo- Saxon and 1914- 18");
  CHECK(JoinLines("", &forms).empty());
  CHECK(forms.empty());
}

TEST_CASE("what only begins like a PDF is refused with a reason", "[pdf]") {
  const Reading reading = ReadBytes("%PDF-1.4\nnothing of the kind", "a.pdf");
  CHECK(reading.articles.empty());
  REQUIRE(reading.problems.size() == 1);
  CHECK(reading.problems[0].reason == Reason::kBadRecord);
}

}  // namespace backfile
