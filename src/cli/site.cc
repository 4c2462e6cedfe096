// bongsu site: a static site of the workspace.
#include "report/site/site.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "cli/filter_options.h"
#include "cli/terminal.h"
#include "cli/watch.h"

namespace bongsu::cli {
namespace {

struct SiteArguments {
  std::string out;
  report::site::SiteOptions site;
  WatchArguments watch;
};

// Where the built script lies: beside data/ as installed, or as it stands in the sources.
std::string FindWeb(const Settings& settings) {
  namespace fs = std::filesystem;
  const fs::path installed = fs::path(settings.data_dir) / "../web";
  std::error_code ec;
  const fs::path found =
      fs::is_regular_file(installed / "site.js", ec) ? installed : installed / "dist";
  return found.lexically_normal().string();
}

Status Site(const Settings& settings, const SiteArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto desk,
                          WatchDesk::Open(settings, arguments.watch, store::Mode::kRead, "site"));
  report::site::FireLog fires(desk->situations().size());
  desk->Run([&](const watch::BoardDay& day) { fires.Take(day); });
  report::site::SiteOptions options = arguments.site;
  options.now = Now(settings);
  if (options.web.empty()) options.web = FindWeb(settings);
  options.threads = settings.threads > 0
                        ? settings.threads
                        : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  options.interrupted = Interrupted;
  const bool shows = !settings.quiet && ::isatty(STDERR_FILENO) == 1;
  if (shows)
    options.told = [](uint64_t done, uint64_t of) {
      if (done % 200 == 0 || done == of) fmt::print(stderr, "\r{} of {} pages", done, of);
    };
  const report::site::SiteInput input{desk->store(),      desk->lexicon(), *desk->ledger(),
                                      desk->situations(), fires,           desk->on()};
  const auto counts = report::site::WriteSite(input, options, arguments.out);
  if (shows) fmt::print(stderr, "\r{:40}\r", "");
  if (!counts) return counts.error();
  if (!settings.quiet)
    fmt::print(stderr,
               "{} events, {} pages; {} files written, {} unchanged, {} removed; {:.1f} MB\n",
               counts->events, counts->pages, counts->written, counts->unchanged, counts->removed,
               static_cast<double>(counts->bytes) / 1e6);
  BONGSU_RETURN_IF_ERROR(Print(arguments.out + "/index.html\n"));
  return FlushOutput();
}

}  // namespace

void AddSite(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<SiteArguments>();
  CLI::App* command = root.add_subcommand("site", "Write a static site of the workspace");
  report::site::SiteOptions& site = arguments->site;
  command->add_option("OUT", arguments->out, "Folder to write: new, empty, or an earlier site")
      ->required();
  command->add_option("--langs", site.langs, "Languages of the interface: ko,en,ja")
      ->delimiter(',')
      ->check(CLI::IsMember({"ko", "en", "ja"}));
  command->add_option("--title", site.title, "Title of the site");
  command->add_option("--on", arguments->watch.on, "As of that day, YYYY-MM-DD; without it today");
  command->add_option("--watches", arguments->watch.folders, "Folders of situations");
  command
      ->add_option("--quote-limit", site.quote_limit,
                   "Characters of a source that the page of an event quotes")
      ->check(CLI::Range(size_t{0}, size_t{100000}))
      ->capture_default_str();
  command->add_flag("--full-text", site.full_text, "Publish the whole text of the sources");
  command->add_flag("--jekyll", site.jekyll, "Write collections and layouts for Jekyll");
  command->add_option("--address", site.address,
                      "Where the site will lie (https://example.org/bongsu/), for the feeds");
  command->add_option("--web", site.web, "Folder of the built script; without it beside --data");
  AddFilterOptions(*command, site.filter);
  AddStoreOptions(*command, arguments->watch.store);
  command->footer(
      "Examples:\n"
      "  bongsu site public --on 2024-09-30\n"
      "  bongsu site public --since 2024-07-01 --until 2024-09-30 --langs ko,en\n"
      "  bongsu site blog --jekyll --address https://example.org/beacon/\n");
  command->callback([&settings, &action, arguments] {
    action = [&settings, arguments] { return Site(settings, *arguments); };
  });
}

}  // namespace bongsu::cli
