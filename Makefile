# Everything a newcomer needs: `make demo` and `make test`. Both install what is missing first.

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
OVERLAP := .build/release/overlap
# Where `make install` puts bin/overlap and share/: as in PREFIX=$$HOME/.local.
PREFIX := /usr/local
# Optimised, for the tests simulate much; in a build of its own, for what tests can see into is optimised less.
TESTED := -c release -Xswiftc -enable-testing --scratch-path .build/tests
# What the product uses, then what the Swift toolchain itself needs on Debian 12.
# PoCL is an OpenCL device on the CPU: with it the device tests run on every machine.
PACKAGES := libgsl-dev zlib1g-dev gnuplot-nox pkg-config ocl-icd-opencl-dev opencl-headers pocl-opencl-icd \
    binutils gcc libc6-dev libcurl4 libedit2 libgcc-12-dev libncurses6 libsqlite3-0 libstdc++-12-dev libxml2 tzdata
BENCH_PACKAGES := python3-venv valgrind
TRACE_PACKAGES := python3-venv nodejs
PAGE_PACKAGES := python3-venv chromium fonts-dejavu-core

.PHONY: demo test laws metamorphic mutants tsan asan signals resumed dask setup release lint scenarios goldens readme teaching exercises \
    notebooks notebooks-renew storage-systems recorder own-loop check-own-loop export-check schema trace bench coverage docs example \
    fuzz fuzz-short validation validation-short dist check-dist install uninstall check-install check-serve check-page clean

## Simulate the ladder of optimisations, draw the buffer curve, and say where to look next.
demo: release
	@$(OVERLAP) simulate scenarios/ladder.yaml
	@echo
	@$(OVERLAP) sweep scenarios/ladder.yaml --variants "all but cache" \
	    --vary prefetch.buffer=0..64:log2 -o curve.csv --plot curve.svg
	@echo
	@echo "The curve of buffer size against throughput is in curve.csv, its picture in curve.svg."
	@echo "Next: read scenarios/ladder.yaml and change a number; try the other files in scenarios/;"
	@echo "      $(OVERLAP) new -o mine.yaml && $(OVERLAP) simulate mine.yaml"
	@echo "\`make install\` puts overlap onto the path: in $(PREFIX)/bin, or elsewhere with PREFIX=\$$HOME/.local"

## Run all tests, with the product optimised; prints failures and a summary.
test: setup
	swift test --quiet $(TESTED)

## Compare 100,000 random scenarios with what must be the same for each of them, or follow from it: `make test` does it with
## 500.
metamorphic: setup
	OVERLAP_METAMORPHIC_SCENARIOS=100000 swift test $(TESTED) --filter MetamorphicTests

## Put some sixty plausible mistakes into a copy of the sources, one at a time, and count those that no test notices: an
## hour. `.ci/mutants NAME` tries one.
mutants: EXTRA := python3 procps
mutants: setup
	@.ci/mutants

## Run the executor's tests under ThreadSanitizer and AddressSanitizer, each in a build of its own: some minutes.
tsan: setup
	.ci/sanitize thread

asan: setup
	.ci/sanitize address

## Give a million mutated files to each reader of scenarios and of other programs' files: hours. And a short form.
fuzz: setup
	.ci/fuzz 1000000

fuzz-short: setup
	.ci/fuzz 5000

## Stop `overlap execute` and `overlap datagen` fifty times each at random moments; `make test` does it ten times.
signals: setup
	OVERLAP_SIGNAL_RUNS=50 swift test $(TESTED) --filter SignalTests

## Kill `overlap sweep` fifty times at random moments, and go on each time; `make test` does it four times.
resumed: setup
	OVERLAP_KILLS=50 swift test $(TESTED) --filter JournalCommandTests

## Sweep and plan with a Dask scheduler and workers on 127.0.0.1, some of which are killed: minutes. DASK=--short is a part of it.
dask: EXTRA := python3-venv
dask: release setup
	@.ci/check-dask $(OVERLAP) $(DASK)

release: setup
	swift build -c release --product overlap

## Install the libraries and tools that are missing (Debian and its derivatives).
setup:
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: https://www.swift.org/install/linux/" >&2; exit 1; }
	@missing=""; \
	for package in $(PACKAGES) $(EXTRA); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	    echo "installing$$missing"; \
	    $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing >/dev/null; \
	fi

## Formatting, what each target imports, and that every mistake of `make mutants` still has its place in the sources.
lint: EXTRA := python3
lint: setup
	swift format lint --strict --recursive Package.swift Sources Tests Fuzz Snippets Examples
	@.ci/mutants --list > /dev/null || { .ci/mutants --list | grep -E 'occurs|end of' >&2; exit 1; }
	@.ci/declared-imports

## Simulate every scenario file once, as a check that all of them work.
scenarios: release
	@for file in $$(find scenarios -name '*.yaml' -not -path 'scenarios/validation/*' | sort); do \
	    echo "== $$file"; $(OVERLAP) simulate $$file --replications 2 --quiet || exit 1; \
	done

## Compare the command's figures with those that the tests, whose build is optimised less, compare with too: bit by bit.
goldens: release
	@cd Tests/OverlapTests/Fixtures && \
	    ../../../$(OVERLAP) simulate small.yaml --json --variants all,naive | cmp - ../Goldens/simulate.json && \
	    ../../../$(OVERLAP) simulate hungry.yaml --csv --variants hungry | cmp - ../Goldens/hungry.csv && \
	    echo "the command prints the figures that the tests expect"

## Compare the output that README and docs show with what the commands print now, and the results that they quote.
readme: EXTRA := python3
readme: release setup
	@.ci/check-readme
	@python3 .ci/check_validation.py

## Make the notebooks' data anew, run the notebooks, and compare both with those of notebooks-export; or replace those.
notebooks: EXTRA := python3-venv
notebooks: release setup
	@.ci/check-notebooks $(OVERLAP)

notebooks-renew: EXTRA := python3-venv
notebooks-renew: release setup
	@.ci/check-notebooks $(OVERLAP) --renew

## Compare the pictures of the plan for teachers with what their commands draw now.
teaching: release
	@.ci/check-teaching

## Try the exercise sheets of 200 seeds: every answer within its tolerance of simulations, no two sheets alike: minutes. `make
## test` tries three.
exercises: setup
	OVERLAP_EXERCISE_SEEDS=200 swift test $(TESTED) --filter ExerciseSheetTests

## Compare the predictions beside published results of storage systems with what this build predicts.
storage-systems: release
	@.ci/storage-systems --check $(SYSTEM)

## Test the recorder of training loops, with a loader that needs no torch.
recorder: EXTRA := python3
recorder: setup
	@python3 -W error::ResourceWarning -m unittest discover --start-directory Python/tests

## Record real loops of PyTorch and tf.data, predict them at other settings, and run them there: hours, gigabytes of
## packages, and nothing else may run. LOOPS="--frameworks torch --loops text-sleep --runs 1 -o .build/own-loop/trial" tries a part.
own-loop: EXTRA := python3-venv
own-loop: release setup
	@.ci/own-loop $(OVERLAP) $(or $(LOOPS),-o .build/own-loop/results)

## Predict the loops of notebooks-export/own-loop anew from their recordings, and compare with what was measured.
check-own-loop: EXTRA := python3
check-own-loop: release setup
	@python3 Python/loops/own_loop.py --check --overlap $(OVERLAP) -o notebooks-export/own-loop

## Run the programs of `overlap export` with TensorFlow and PyTorch, and compare what their steps get with what is recorded:
## minutes, gigabytes of packages. EXPORT=--renew records it anew.
export-check: EXTRA := python3-venv
export-check: release setup
	@.ci/export-check $(OVERLAP) $(EXPORT)

## Build the library products' documentation into .build/docs; broken links are errors.
docs: setup
	@.ci/docs

## Build and run a program in a package of its own that uses the library products.
example: setup
	@.ci/check-example

## Check the scenarios against the schema with a validator that is not ours.
schema: EXTRA := $(BENCH_PACKAGES)
schema: release setup
	@[ -d .venv ] || python3 -m venv .venv
	@.venv/bin/pip install -q -r .ci/requirements.txt
	@.venv/bin/python .ci/check_schema.py

## Load traces of timelines into Perfetto's trace processor: nothing is lost or moved.
trace: EXTRA := $(TRACE_PACKAGES)
trace: release setup
	@.ci/check-trace

## Try the server of `overlap serve` as hostile pages and broken clients would: minutes.
check-serve: EXTRA := python3 strace
check-serve: release setup
	@.ci/check-serve $(OVERLAP)

## Go through the page of `overlap serve` with a browser: every answer, sliders, links, playback, keyboard, accessibility.
check-page: EXTRA := $(PAGE_PACKAGES)
check-page: release setup
	@.ci/check-page $(OVERLAP)

## Speed beside SimPy programs of the same rules, as ratios taken in one run, and what the executor costs.
bench: EXTRA := $(BENCH_PACKAGES)
bench: setup
	@[ -d .venv ] || python3 -m venv .venv
	@.venv/bin/pip install -q -r Benchmarks/requirements.txt
	swift build -c release --product overlap-bench
	@.venv/bin/python Benchmarks/compare.py

## Count how often 95 % intervals hold the exact result, and how often `overlap knee` finds it: an hour.
coverage: setup
	swift build -c release --product overlap-bench
	.build/release/overlap-bench coverage
	.build/release/overlap-bench shares
	.build/release/overlap-bench knee
	.build/release/overlap-bench pairs
	.build/release/overlap-bench plan

## Try 10,000 random scenarios for runs that serve more than their resources can: minutes.
laws: setup
	OVERLAP_RANDOM_RUNS=10000 swift test $(TESTED) --filter CapacityLaw

## Predict, run and compare the whole suite, on PoCL too, and renew notebooks-export/validation: a quarter of an hour, and
## nothing else may run.
validation: release
	@.ci/validate-suite notebooks-export/validation

## A short form of it on PoCL, whose errors are printed and not judged.
validation-short: release
	@$(OVERLAP) datagen scenarios/validation/opencl.yaml --data .build/validation/opencl
	@$(OVERLAP) validate scenarios/validation/opencl.yaml --data .build/validation/opencl --device 0 --runs 2 \
	    --variants "naive,prefetch 4,map 4" -o .build/validation/short --yes --quiet

## An archive for machines without Swift: dist/overlap-<version>-linux-<processor>.tar.gz.
dist: setup
	@Packaging/make-dist

## Try that archive in a root directory with nothing but the C library (as root).
check-dist: EXTRA := python3
check-dist: dist
	@.ci/check-dist

## Put the command, its manual page and completions for bash, zsh and fish below PREFIX; remove them again; try both. It
## needs the Swift toolchain it was built with: for other machines there is `make dist`.
install: release
	@swift build -c release --product generate-manual
	@DESTDIR="$(DESTDIR)" Packaging/install-command .build/release "$(PREFIX)"

uninstall:
	@DESTDIR="$(DESTDIR)" Packaging/install-command --remove "$(PREFIX)"

check-install: release
	@.ci/check-install

clean:
	rm -rf .build .build-dist .build-fuzz .venv dist curve.csv curve.svg
