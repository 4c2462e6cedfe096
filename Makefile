# What a person types. Each target installs what it needs (scripts/setup.sh) and may be the first one typed.
# The work itself is CMake's: see CMakePresets.json.

# Compilers at once: as many as there are processors, fewer where memory is short (1 GB each).
JOBS ?= $(shell n=$$(nproc); m=$$(awk '/MemAvailable/ { print int($$2 / 1048576) }' /proc/meminfo); \
          [ "$$m" -lt 1 ] && m=1; [ "$$m" -lt "$$n" ] && n=$$m; echo $$n)
PREFIX ?= /usr/local
BONGSU := build/release/bongsu
# WEB=1 adds the tests of the site's pages in a browser to `make test`.
TESTED := unit|golden|property|replay|e2e$(if $(WEB),|web)

build = cmake --preset $(1) --log-level=WARNING && cmake --build --preset $(1) --parallel $(JOBS)

.PHONY: help setup setup-test release demo test test-web web test-all bench format update-golden install clean
.NOTPARALLEL:

help:
	@echo 'make demo           install what is needed, build, code examples/posts, store, brief'
	@echo 'make test           build with warnings as errors; unit, golden, property, replay and end-to-end tests'
	@echo 'make test-web       the pages of bongsu site in Chromium: three languages, desktop and phone, axe, search'
	@echo 'make test-all       the same, then with AddressSanitizer and ThreadSanitizer, then the long sets'
	@echo 'make bench          build and run the benchmarks (BENCH=regular-expression chooses)'
	@echo 'make release        only build: build/release/bongsu'
	@echo 'make install        install below PREFIX ($(PREFIX)); the database engine stays in the cache of the user'
	@echo 'make web            build web/dist/ anew (developers; needs Node); the result is committed'
	@echo 'make format         clang-format over all sources'
	@echo 'make update-golden  rewrite tests/golden with what the coder says now; review the diff line by line'
	@echo 'make clean          remove build/ and out/'

setup:
	@scripts/setup.sh
setup-test:
	@scripts/setup.sh test

release: setup
	@$(call build,release)

demo: release
	@scripts/demo.sh $(BONGSU)

test: setup-test
	@$(call build,ci)
	ctest --test-dir build/ci --parallel 2 --output-on-failure -L '$(TESTED)' -LE slow

# Fails where the browser or the registry is out of reach; `make test WEB=1` and .ci/run skip it then, and say so.
test-web: setup-test
	@scripts/test-web.sh --prepare
	@$(call build,ci)
	ctest --test-dir build/ci --output-on-failure -L web

web:
	cd web && npm ci --no-audit --no-fund && npm run build

# One preset after the other; the plain ctest comes last, so that its closing lines end the output.
test-all: setup-test
	@$(call build,asan)
	ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 \
	  ctest --test-dir build/asan --parallel 2 --output-on-failure -L '$(TESTED)' -LE slow
	@$(call build,tsan)
	TSAN_OPTIONS='ignore_noninstrumented_modules=1 second_deadlock_stack=1' \
	  ctest --test-dir build/tsan --parallel 2 --output-on-failure -L '$(TESTED)' -LE slow
	@$(call build,ci)
	ctest --test-dir build/ci --output-on-failure

bench: setup-test
	@$(call build,bench)
	@for program in build/bench/bench/*_bench; do \
	  echo "== $${program##*/}"; "$$program" --benchmark_filter='$(or $(BENCH),.)' || exit 1; done

format:
	@command -v clang-format-19 >/dev/null || { \
	  echo 'make format: clang-format-19 is missing; type: apt-get install clang-format-19' >&2; exit 1; }
	find apps bench fuzz include src tests -name '*.h' -o -name '*.cc' | xargs clang-format-19 -i

update-golden: setup-test
	@$(call build,ci)
	build/ci/tests/golden_test --update-golden tests/golden/*.txt

install: release
	cmake --install build/release --prefix '$(PREFIX)'

clean:
	rm -rf build out
