// The ledger: how much was reported under each paragraph, and a page for each instrument with the
// events. A rule applied to records; never a verdict.
#include <fmt/format.h>

#include <algorithm>

#include "report/ledger_text.h"
#include "report/site/pages.h"

namespace bongsu::report::site {
namespace {

std::string Cited(const Desk& desk, const ParagraphEntries& p) {
  if (p.all_resolutions)
    return desk.tongue.words.Fill("ledger.all_resolutions", {{"regime", p.instrument->regime}});
  return p.paragraph == nullptr ? p.instrument->id : p.instrument->id + " " + p.paragraph->id;
}

std::string Anchor(const ParagraphEntries& p) {
  if (p.all_resolutions) return "p-all";
  return p.paragraph == nullptr ? "p-whole" : "p-" + FileName(p.paragraph->id);
}

// Occurrences, not records, as everywhere in charts.
size_t Count(const Desk& desk, const EventIndexes& events) {
  return desk.model.Told(events).size();
}

std::string Caps(const Desk& desk) {
  std::vector<LedgerRow> rows;
  for (const SiteEvent& event : desk.model.events) {
    const bool capped = std::any_of(event.entries.begin(), event.entries.end(), [](const auto& e) {
      return e.paragraph != nullptr && e.paragraph->cap;
    });
    if (capped) rows.push_back({event.record, event.entries});
  }
  std::string out;
  for (const CapSum& sum : SumCaps(rows))
    out += "<li>" + EscapeHtml(CapLine(sum, desk.tongue.phrases)) + "</li>\n";
  return out.empty() ? out : Section("caps", desk.Word("ledger.caps"), "<ul>\n" + out + "</ul>\n");
}

Page Index(const Desk& desk) {
  Page page;
  page.path = "ledger/index.html";
  page.collection = "ledger";
  page.title = desk.tongue.words.Fill("nav.ledger");
  page.description = desk.tongue.phrases.Fill("ledger.disclaimer");
  page.charts = true;
  std::string data;
  base::JsonWriter json(data);
  json.BeginObject();
  json.Key("label").String(desk.tongue.words.Fill("ledger.label"));
  json.Key("series").BeginArray();
  for (const char* word : {"ledger.plain", "ledger.may", "ledger.asserted"})
    json.String(desk.tongue.words.Fill(word));
  json.EndArray().Key("bars").BeginArray();
  std::vector<std::vector<std::string>> rows;
  for (const ParagraphEntries& p : desk.model.ledger) {
    const size_t inferred = Count(desk, p.inferred), asserted = Count(desk, p.asserted);
    if (inferred + asserted == 0) continue;
    const size_t plain = std::min(p.plain, inferred);
    const std::string to = Relative(page.path, InstrumentPath(*p.instrument)) + "#" + Anchor(p);
    json.BeginObject();
    json.Key("name").String(Cited(desk, p));
    json.Key("about").String(p.paragraph == nullptr ? p.instrument->name.In(desk.tongue.lang())
                                                    : p.paragraph->bars.In(desk.tongue.lang()));
    json.Key("n").BeginArray();
    json.Integer(static_cast<int64_t>(plain));
    json.Integer(static_cast<int64_t>(inferred - plain));
    json.Integer(static_cast<int64_t>(asserted));
    json.EndArray();
    json.Key("page").String(to);
    json.EndObject();
    rows.push_back({Link(to, Cited(desk, p)),
                    EscapeHtml(p.paragraph == nullptr ? p.instrument->name.In(desk.tongue.lang())
                                                      : p.paragraph->bars.In(desk.tongue.lang())),
                    std::to_string(plain), std::to_string(inferred - plain),
                    std::to_string(asserted)});
  }
  json.EndArray().EndObject();
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n<p class=\"lead\">" +
              desk.Phrase("ledger.disclaimer") + "</p>\n" +
              Chart(desk, "bars", "paragraphs", desk.Word("ledger.title"), data,
                    Table(desk.Word("ledger.table"),
                          {desk.Word("ledger.paragraph"), desk.Word("ledger.bars"),
                           desk.Word("ledger.plain"), desk.Word("ledger.may"),
                           desk.Word("ledger.asserted")},
                          rows)) +
              Caps(desk);
  page.json = data + "\n";
  return page;
}

Page InstrumentPage(const Desk& desk, const regime::Instrument& instrument) {
  Page page;
  page.path = InstrumentPath(instrument);
  page.collection = "ledger";
  page.title = instrument.id + " – " + instrument.name.In(desk.tongue.lang());
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n<p class=\"lead\">" +
              desk.Phrase("ledger.disclaimer") + "</p>\n";
  if (!instrument.note.empty())
    page.body += "<p>" + EscapeHtml(instrument.note.In(desk.tongue.lang())) + "</p>\n";
  if (const std::string source = SafeUrl(instrument.source); !source.empty())
    page.body += "<p class=\"note\">" + desk.Word("ledger.source") +
                 " <a rel=\"noopener noreferrer external\" href=\"" + EscapeHtml(source) + "\">" +
                 EscapeHtml(source) + "</a></p>\n";
  else if (!instrument.source.empty())
    page.body += "<p class=\"note\">" + desk.Word("ledger.source") + " " +
                 EscapeHtml(instrument.source) + "</p>\n";
  EventIndexes all;
  for (const ParagraphEntries& p : desk.model.ledger) {
    if (p.instrument != &instrument) continue;
    std::string content;
    if (p.paragraph != nullptr) {
      content +=
          "<p>" + desk.Phrase("ledger.bars", {{"bars", p.paragraph->bars.In(desk.tongue.lang())}}) +
          " <span class=\"kind\">" + desk.Phrase("ledger.force." + p.paragraph->force) +
          (p.paragraph->confirmed ? "" : ", " + desk.Phrase("ledger.unverified")) + "</span></p>\n";
      if (!p.paragraph->threshold.empty())
        content += "<p class=\"note\">" +
                   desk.Phrase("ledger.threshold",
                               {{"threshold", p.paragraph->threshold.In(desk.tongue.lang())}}) +
                   "</p>\n";
    }
    if (!p.inferred.empty())
      content += "<h3>" + desk.Word("ledger.inferred") + "</h3>\n" +
                 EventList(desk, p.inferred, page.path);
    if (!p.asserted.empty())
      content += "<h3>" + desk.Word("ledger.asserted") + "</h3>\n" +
                 EventList(desk, p.asserted, page.path);
    page.body += Section(Anchor(p), EscapeHtml(Cited(desk, p)), content);
    all.insert(all.end(), p.inferred.begin(), p.inferred.end());
    all.insert(all.end(), p.asserted.begin(), p.asserted.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  page.json = ListJson(desk, page.title, all, page.path);
  return page;
}

}  // namespace

void PlanLedger(const Desk& desk, Plans* plans) {
  plans->pages.push_back({"ledger/index.html", [&desk] { return Index(desk); }});
  for (const regime::Instrument& instrument : desk.model.input->ledger.instruments()) {
    // An event may be asserted to break an instrument that no record engages: it has a page too.
    const bool named = std::any_of(desk.model.ledger.begin(), desk.model.ledger.end(),
                                   [&](const auto& p) { return p.instrument == &instrument; });
    if (named)
      plans->pages.push_back({InstrumentPath(instrument),
                              [&desk, &instrument] { return InstrumentPage(desk, instrument); }});
  }
}

}  // namespace bongsu::report::site
