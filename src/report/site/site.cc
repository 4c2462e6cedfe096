#include "report/site/site.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "base/file.h"
#include "report/brief_sentence.h"
#include "report/site/folder.h"
#include "report/site/html.h"
#include "report/site/model.h"
#include "report/site/pages.h"

namespace bongsu::report::site {
namespace {

using Tongues = std::vector<std::unique_ptr<Tongue>>;

constexpr uint64_t kMaxAssetBytes = 16u << 20;
constexpr const char* kAssets[] = {"site.js",  "charts.js", "world.js",
                                   "theme.js", "site.css",  "icon.svg"};

Status CheckOptions(const SiteOptions& options) {
  if (!options.address.empty() &&
      (SafeUrl(options.address).empty() || !options.address.ends_with('/')))
    return {ErrorCode::kInvalidArgument,
            "`" + options.address + "` is no http or https address that ends with a slash"};
  if (options.langs.empty())
    return {ErrorCode::kInvalidArgument, "a site needs a language: ko, en or ja"};
  for (size_t i = 0; i < options.langs.size(); ++i)
    if (std::count(options.langs.begin(), options.langs.end(), options.langs[i]) != 1)
      return {ErrorCode::kInvalidArgument, "language " + options.langs[i] + " is named twice"};
  return {};
}

Result<Tongues> MakeTongues(const SiteInput& input, const SiteOptions& options) {
  Tongues tongues;
  for (const std::string& lang : options.langs) {
    BONGSU_ASSIGN_OR_RETURN(Phrases phrases,
                            Phrases::FromTable(input.lexicon.table("report.phrases"), lang));
    BONGSU_ASSIGN_OR_RETURN(Phrases words,
                            Phrases::FromTable(input.lexicon.table("report.site"), lang));
    tongues.push_back(
        std::make_unique<Tongue>(std::move(phrases), std::move(words), input.lexicon));
  }
  return tongues;
}

// Runs `work(i)` for 0 .. count-1 on several threads; the first error ends it.
Status InParallel(size_t count, const SiteOptions& options,
                  const std::function<Status(size_t)>& work) {
  std::atomic<size_t> next{0}, done{0};
  std::atomic<bool> stop{false};
  std::mutex mutex;
  Status failed;
  const auto fail = [&](Status status) {
    const std::lock_guard lock(mutex);
    if (failed.ok()) failed = std::move(status);
    stop = true;
  };
  const auto run = [&](bool tells) {
    for (size_t i = next++; i < count && !stop; i = next++) {
      if (options.interrupted && options.interrupted())
        return fail({ErrorCode::kInterrupted, "interrupted"});
      if (Status status = work(i); !status.ok()) return fail(std::move(status));
      ++done;
      if (tells && options.told) options.told(done, count);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int t = 1; t < options.threads; ++t) threads.emplace_back([&] { run(false); });
    run(true);
  }
  return failed;
}

// Sentences stand alone here; the brief writes them after a day and a dot.
std::string Capitalised(std::string sentence) {
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z')
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence;
}

// What every page says of an event in this language.
Status SayEvents(const Model& model, const SiteOptions& options, Tongue* tongue) {
  tongue->sentences.resize(model.events.size());
  tongue->whens.resize(model.events.size());
  constexpr size_t kTogether = 64;
  return InParallel((model.events.size() + kTogether - 1) / kTogether,
                    [&] {
                      SiteOptions quiet = options;
                      quiet.told = nullptr;
                      return quiet;
                    }(),
                    [&](size_t block) -> Status {
                      const size_t end = std::min(model.events.size(), (block + 1) * kTogether);
                      for (size_t i = block * kTogether; i < end; ++i) {
                        const store::StoredEvent& record = model.events[i].record;
                        tongue->sentences[i] =
                            Capitalised(Sentence(record.event, tongue->phrases, tongue->names,
                                                 model.feared.contains(record.event.id)));
                        tongue->whens[i] = When(record, tongue->phrases);
                      }
                      return {};
                    });
}

// The page at the root leads to the languages.
std::string RootPage(const Tongues& tongues, const Model& model) {
  std::string links;
  for (const auto& tongue : tongues)
    links += "<li><a lang=\"" + tongue->lang() + "\" hreflang=\"" + tongue->lang() + "\" href=\"" +
             tongue->lang() + "/index.html\">" + EscapeHtml(SiteTitle(*tongue, model)) + " – " +
             tongue->Word("lang." + tongue->lang()) + "</a></li>\n";
  return "<!doctype html>\n<html lang=\"" + tongues.front()->lang() +
         "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src "
         "'self' file:\">\n<meta name=\"viewport\" content=\"width=device-width, "
         "initial-scale=1\">\n<title>" +
         EscapeHtml(SiteTitle(*tongues.front(), model)) +
         "</title>\n<script src=\"assets/theme.js\"></script>\n<link rel=\"stylesheet\" "
         "href=\"assets/site.css\">\n<link rel=\"icon\" type=\"image/svg+xml\" "
         "href=\"assets/icon.svg\">\n</head>\n<body>\n<main class=\"root\">\n<h1>" +
         EscapeHtml(SiteTitle(*tongues.front(), model)) + "</h1>\n<ul>\n" + links +
         "</ul>\n</main>\n</body>\n</html>\n";
}

std::string WithExtension(const std::string& path, const char* extension) {
  return path.substr(0, path.rfind('.')) + extension;
}

Status WriteOne(const Page& page, const Tongue& tongue, const Model& model, SiteFolder* folder) {
  const std::string here = tongue.lang() + "/" + page.path;
  if (model.options->jekyll) {
    const std::string file = "_bongsu_" + page.collection + "/" + tongue.lang() + "/" + page.path;
    BONGSU_RETURN_IF_ERROR(folder->Write(file, RenderJekyll(page, tongue, model)));
  } else {
    BONGSU_RETURN_IF_ERROR(folder->Write(here, RenderPage(page, tongue, model)));
  }
  return page.json.empty() ? Status() : folder->Write(WithExtension(here, ".json"), page.json);
}

Result<std::map<std::string, std::string>> ReadAssets(const SiteOptions& options) {
  std::map<std::string, std::string> assets;
  for (const char* name : kAssets) {
    auto bytes = base::ReadFile(options.web + "/" + name, kMaxAssetBytes);
    if (!bytes)
      return {bytes.error().code(),
              bytes.error().message() + " (the built script of the site; --web names its folder)"};
    assets["assets/" + std::string(name)] = std::move(*bytes);
  }
  return assets;
}

Status WriteJekyll(const Tongues& tongues, const Model& model, SiteFolder* folder) {
  for (const auto& tongue : tongues)
    BONGSU_RETURN_IF_ERROR(
        folder->Write("_layouts/bongsu-" + tongue->lang() + ".html", JekyllLayout(*tongue, model)));
  return folder->Write("_config.yml", JekyllConfig(SiteTitle(*tongues.front(), model)));
}

void PlanAll(const Desk& desk, Plans* plans) {
  PlanOverview(desk, plans);
  PlanSituations(desk, plans);
  PlanEvents(desk, plans);
  PlanActors(desk, plans);
  PlanDyads(desk, plans);
  PlanPlaces(desk, plans);
  PlanLedger(desk, plans);
  PlanRegisters(desk, plans);
  PlanChronology(desk, plans);
  PlanBriefs(desk, plans);
  PlanFeeds(desk, plans);
}

}  // namespace

Result<SiteCounts> WriteSite(const SiteInput& input, const SiteOptions& options,
                             const std::string& folder_path) {
  BONGSU_RETURN_IF_ERROR(CheckOptions(options));
  BONGSU_ASSIGN_OR_RETURN(const Tongues tongues, MakeTongues(input, options));
  BONGSU_ASSIGN_OR_RETURN(const auto assets, ReadAssets(options));
  BONGSU_ASSIGN_OR_RETURN(SiteFolder folder, SiteFolder::Open(folder_path));
  for (const auto& [name, bytes] : assets) BONGSU_RETURN_IF_ERROR(folder.Write(name, bytes));
  BONGSU_ASSIGN_OR_RETURN(const Model model, BuildModel(input, options));
  std::vector<std::unique_ptr<Desk>> desks;
  std::vector<Plans> plans(tongues.size());
  for (size_t t = 0; t < tongues.size(); ++t) {
    BONGSU_RETURN_IF_ERROR(SayEvents(model, options, tongues[t].get()));
    desks.push_back(std::make_unique<Desk>(Desk{model, *tongues[t]}));
    PlanAll(*desks.back(), &plans[t]);
  }
  std::vector<FilePlan> files;
  PlanSearch(model, tongues, &files);
  struct Job {
    const PagePlan* page = nullptr;
    const FilePlan* file = nullptr;
    const Tongue* tongue = nullptr;
  };
  std::vector<Job> jobs;
  SiteCounts counts;
  for (size_t t = 0; t < tongues.size(); ++t) {
    for (const PagePlan& page : plans[t].pages) jobs.push_back({&page, nullptr, tongues[t].get()});
    for (const FilePlan& file : plans[t].files) jobs.push_back({nullptr, &file, nullptr});
    counts.pages += plans[t].pages.size();
  }
  for (const FilePlan& file : files) jobs.push_back({nullptr, &file, nullptr});
  BONGSU_RETURN_IF_ERROR(InParallel(jobs.size(), options, [&](size_t i) -> Status {
    const Job& job = jobs[i];
    return job.file != nullptr ? folder.Write(job.file->path, job.file->make())
                               : WriteOne(job.page->make(), *job.tongue, model, &folder);
  }));
  BONGSU_RETURN_IF_ERROR(folder.Write("index.html", RootPage(tongues, model)));
  if (options.jekyll) BONGSU_RETURN_IF_ERROR(WriteJekyll(tongues, model, &folder));
  BONGSU_RETURN_IF_ERROR(folder.Finish());
  counts.events = model.events.size();
  counts.written = folder.counts().written;
  counts.unchanged = folder.counts().unchanged;
  counts.removed = folder.counts().removed;
  counts.bytes = folder.counts().bytes;
  return counts;
}

}  // namespace bongsu::report::site
