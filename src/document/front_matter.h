// The YAML front matter of a post, with the place of every value.
//
// A general YAML library tells values but not where their bytes are, and refuses a whole post for
// one slip; both matter here. This reader takes what front matter holds: maps, lists, all scalar
// styles, flow collections, comments, anchors on scalars; a slip is noted and the value read as the
// text it is.
#ifndef BONGSU_DOCUMENT_FRONT_MATTER_H_
#define BONGSU_DOCUMENT_FRONT_MATTER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"
#include "document/yaml_scalar.h"

namespace bongsu::document {

// One scalar. Items of a list share the path of the list; keys of nested maps are joined by dots
// (`author.name`).
struct FrontMatterValue {
  std::string path;
  Scalar scalar;
  bool alias = false;        // *name: the scalar stands elsewhere
  size_t top_key_begin = 0;  // where the top-level key stands that holds it
};

struct FrontMatter {
  std::vector<FrontMatterValue> values;  // in source order; of a repeated key the later one
  std::vector<std::string> notes;
  size_t body_begin = 0;  // after the closing line
};

// Whether the line at `begin` is the `---` that opens front matter.
bool BeginsFrontMatter(std::string_view source, size_t begin);

// Reads the front matter whose opening `---` stands at `begin`. Errors: kBadInput if it never
// closes, kResourceExhausted beyond kMaxFrontMatterBytes. No recursion.
Result<FrontMatter> ReadFrontMatter(std::string_view source, size_t begin);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_FRONT_MATTER_H_
