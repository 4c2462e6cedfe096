#include "cli/pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "base/file.h"
#include "cli/command.h"
#include "document/reader.h"

namespace bongsu::cli {
namespace {

bool IsPost(const std::string& file) {
  for (const char* ending : {".md", ".markdown", ".html", ".htm", ".txt"})
    if (file.ends_with(ending)) return true;
  return false;
}

Result<std::string> ReadStdin() {
  std::string bytes;
  char buffer[1 << 16];
  while (const size_t n = std::fread(buffer, 1, sizeof buffer, stdin)) {
    bytes.append(buffer, n);
    if (bytes.size() > document::kMaxSourceBytes)
      return {ErrorCode::kResourceExhausted,
              "-: more than the limit of " + std::to_string(document::kMaxSourceBytes) + " bytes"};
  }
  return bytes;
}

Result<std::string> Bytes(const Input& input) {
  if (input.stored) {
    BONGSU_ASSIGN_OR_RETURN(archive::Record record,
                            archive::ReadRecord(input.stored->folder, input.stored->location));
    return std::move(record.bytes);
  }
  return input.path == "-" ? ReadStdin() : base::ReadFile(input.path, document::kMaxSourceBytes);
}

Result<Document> Read(const Input& input, const PipelineOptions& options, std::string bytes) {
  document::ReadOptions read;
  read.id = input.doc;
  const std::string& name = input.stored ? input.doc : input.path;
  read.file_name = std::filesystem::path(name).filename().string();
  if (!input.stored) {
    read.lang = options.lang;
    read.date = options.date;
    read.outlet = options.outlet;
    return document::ReadDocument(std::move(bytes), read);
  }
  // What an option said when it was first read is said again; what the source itself says is found
  // again.
  const StoredSource& stored = *input.stored;
  read.lang = stored.lang == "und" ? "" : stored.lang;
  std::string copy = bytes;
  BONGSU_ASSIGN_OR_RETURN(Document document, document::ReadDocument(std::move(bytes), read));
  if (document.published.date == stored.published && document.outlet == stored.outlet)
    return document;
  if (document.published.date != stored.published) read.date = stored.published;
  read.outlet = stored.outlet;
  return document::ReadDocument(std::move(copy), read);
}

Processed Process(const coding::Coder& coder, const Input& input, const PipelineOptions& options) {
  Processed p;
  p.input = input;
  auto bytes = Bytes(input);
  if (!bytes) {
    p.status = bytes.error();
    return p;
  }
  std::string copy = *bytes;  // a source that cannot be read is quarantined with its bytes
  auto document = Read(input, options, std::move(*bytes));
  if (!document) {
    p.status = document.error();
    p.document.id = input.doc;
    p.document.source = std::move(copy);
    return p;
  }
  p.document = std::move(*document);
  p.passed_over = options.wanted && !options.wanted(p.document);
  if (p.passed_over) return p;
  p.coded = coder.Code(p.document);
  if (options.sign) p.signature = corpus::Sign(p.document);
  return p;
}

}  // namespace

Result<std::vector<Input>> ExpandInputs(const std::vector<std::string>& paths) {
  std::vector<Input> inputs;
  std::map<std::string, int> uses;
  for (const std::string& path : paths) {
    if (path == "-") {
      inputs.push_back({"-", "stdin", {}});
      ++uses["stdin"];
      continue;
    }
    std::error_code ec;
    const bool folder = std::filesystem::is_directory(path, ec);
    BONGSU_ASSIGN_OR_RETURN(const std::vector<std::string> files, base::ListFiles(path));
    for (const std::string& file : files) {
      if (folder && !IsPost(file)) continue;
      inputs.push_back({folder ? path + "/" + file : path, file, {}});
      ++uses[file];
    }
  }
  for (Input& input : inputs)
    if (uses[input.doc] > 1)
      input.doc = std::filesystem::path(input.path).lexically_normal().generic_string();
  std::map<std::string, std::string>
      paths_of;  // doc -> path: another file of the same doc goes by its whole path
  for (Input& input : inputs) {
    const std::string path = std::filesystem::path(input.path).lexically_normal().generic_string();
    const auto it = paths_of.find(input.doc);
    if (it != paths_of.end() && it->second != path) input.doc = path;
    paths_of.try_emplace(input.doc, path);
  }
  std::map<std::string, bool> seen;
  std::erase_if(inputs, [&](const Input& i) { return !seen.try_emplace(i.doc, true).second; });
  return inputs;
}

Status Run(const coding::Coder& coder, const std::vector<Input>& inputs,
           const PipelineOptions& options, const std::function<Status(Processed&&)>& deliver) {
  const size_t threads = options.threads > 0 ? static_cast<size_t>(options.threads)
                                             : std::max(1u, std::thread::hardware_concurrency());
  if (threads == 1 || inputs.size() < 2) {
    for (const Input& input : inputs) {
      if (Interrupted()) return {ErrorCode::kInterrupted, "interrupted"};
      BONGSU_RETURN_IF_ERROR(deliver(Process(coder, input, options)));
    }
    return {};
  }

  // Workers take the next input and put its result into a ring; the calling thread delivers in
  // order. The ring bounds the documents in flight.
  const size_t ring_size = std::max(threads * 16, options.ahead);
  std::vector<std::optional<Processed>> ring(ring_size);
  std::mutex mutex;  // guards ring, next, delivered, stop
  std::condition_variable filled, freed;
  size_t next = 0, delivered = 0;
  bool stop = false;
  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      freed.wait(lock,
                 [&] { return stop || next >= inputs.size() || next < delivered + ring_size; });
      if (stop || next >= inputs.size()) return;
      const size_t mine = next++;
      lock.unlock();
      Processed p = Process(coder, inputs[mine], options);
      lock.lock();
      ring[mine % ring_size] = std::move(p);
      filled.notify_one();
    }
  };
  std::vector<std::jthread> workers;
  for (size_t i = 0; i < threads; ++i) workers.emplace_back(work);
  Status status;
  for (size_t i = 0; i < inputs.size() && status.ok(); ++i) {
    std::optional<Processed> p;
    {
      std::unique_lock lock(mutex);
      filled.wait(lock, [&] { return ring[i % ring_size].has_value(); });
      p.swap(ring[i % ring_size]);
      delivered = i + 1;
      freed.notify_all();
    }
    status =
        Interrupted() ? Status(ErrorCode::kInterrupted, "interrupted") : deliver(std::move(*p));
  }
  {
    const std::lock_guard lock(mutex);
    stop = true;
  }
  freed.notify_all();
  return status;
}

}  // namespace bongsu::cli
