#include "report/site/html.h"

#include <gtest/gtest.h>

namespace bongsu::report::site {
namespace {

TEST(SiteHtml, EscapesWhatEndsTextAttributesAndTemplates) {
  EXPECT_EQ(EscapeHtml("<script>alert('x')</script>"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  EXPECT_EQ(EscapeHtml("a\" onclick=\"b & c"), "a&quot; onclick=&quot;b &amp; c");
  EXPECT_EQ(EscapeHtml("{{ site.x }}{% raw %}"), "&#123;&#123; site.x }}&#123;% raw %}");
  EXPECT_EQ(EscapeHtml(std::string_view("a\0b\x1b\n\x7f", 6)), "ab ");
  EXPECT_EQ(EscapeHtml("한국 日本 🔥"), "한국 日本 🔥");
}

TEST(SiteHtml, JsonInAScriptCannotEndIt) {
  EXPECT_EQ(
      ScriptJson(R"({"a":"</script><!--","b":[{"c":"{{x}}&"}]})"),
      R"({"a":"\u003c/script\u003e\u003c!--","b":[{"c":"\u007b\u007bx\u007d\u007d\u0026"}]})");
  // A quotation mark that is escaped ends no string, an escaped backslash before one does not
  // either keep it open.
  EXPECT_EQ(ScriptJson(R"({"a":"\"<"})"), R"({"a":"\"\u003c"})");
  EXPECT_EQ(ScriptJson(R"({"a":"\\","b":{"c":"<"}})"), R"({"a":"\\","b":{"c":"\u003c"}})");
}

TEST(SiteHtml, LinksLeadOnlyToHttp) {
  EXPECT_EQ(SafeUrl("https://example.org/a?b=c"), "https://example.org/a?b=c");
  EXPECT_EQ(SafeUrl("HTTP://example.org"), "HTTP://example.org");
  for (const char* bad :
       {"javascript:alert(1)", " https://x", "https://x y", "https://a\"b", "data:text/html,x",
        "//example.org", "https://", "http:", "", "https://a\\b", "https://a<b"})
    EXPECT_EQ(SafeUrl(bad), "") << bad;
}

TEST(SiteHtml, FileNamesAreDistinctAndTame) {
  EXPECT_EQ(FileName("e-12ab"), "e-12ab");
  EXPECT_EQ(FileName("UNSCR-1718"), "UNSCR-1718");
  EXPECT_NE(FileName("a/b"), FileName("a:b"));
  EXPECT_NE(FileName(""), FileName("/"));
  for (const char* bad : {"../../etc/passwd", ".hidden", "_layout", "a/b", "", "북한", "a b"}) {
    const std::string name = FileName(bad);
    ASSERT_FALSE(name.empty());
    EXPECT_EQ(
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"),
        name.npos)
        << bad;
    EXPECT_NE(name[0], '.') << bad;
    EXPECT_NE(name[0], '_') << bad;
  }
  EXPECT_LT(FileName(std::string(5000, 'a')).size(), 100u);
}

TEST(SiteHtml, RelativeWays) {
  EXPECT_EQ(Relative("en/events/a.html", "assets/site.css"), "../../assets/site.css");
  EXPECT_EQ(Relative("events/a.html", "events/b.html"), "b.html");
  EXPECT_EQ(Relative("events/a.html", "events/a.html"), "a.html");
  EXPECT_EQ(Relative("index.html", "actors/RUS.html"), "actors/RUS.html");
  EXPECT_EQ(Relative("actors/RUS.html", "index.html"), "../index.html");
  EXPECT_EQ(Relative("en/events/a.html", ""), "../../");
  EXPECT_EQ(Relative("index.html", ""), "");
}

}  // namespace
}  // namespace bongsu::report::site
