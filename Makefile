# What people do here: `make help` lists it. `make run` and `make test` are all the set-up there is.

PACKAGES = libbz2-dev libexpat1-dev liblzma-dev libpcre2-dev libssl-dev libxlsxwriter-dev zlib1g-dev libsqlite3-dev libyaml-dev libzstd-dev pkg-config
# The program is loaded anew for every small night. So the C++ runtime is linked in as well as Swift's, from a
# folder that has nothing else but the data of ICU that are needed.
STATIC = $(CURDIR)/.build/static
# Without debug information, which `make install` strips off anyway.
SWIFT_RELEASE = swift build -c release -debug-info-format none --static-swift-stdlib -Xswiftc -L$(STATIC) -Xlinker $(STATIC)/icu-data.ld --product
ACTA = .build/release/acta
PREFIX = /usr/local
DESTDIR =

.PHONY: run build worker install uninstall packages test test-swift test-program test-spark quick test-tools lint format sample pictures bench clean help

run: build ## Build, run the shipped workspace's night, and name the files to open
	$(ACTA) nightly --as-of 2021-04-30
	@echo
	@echo "Open these:"
	@find -L Exports/latest -name '*.xlsx' | sort | sed 's/^/  /'

build: packages $(STATIC)/libstdc++.a $(STATIC)/icu-data.ld ## The release binary, the Swift runtime linked in
	$(SWIFT_RELEASE) acta

$(STATIC)/libstdc++.a:
	@mkdir -p $(STATIC)
	@ln -sf "$$(clang -print-file-name=libstdc++.a)" $@

$(STATIC)/icu-data.ld: Tools/icu-data/make Tools/icu-data/slim.swift
	@mkdir -p $(STATIC)
	@Tools/icu-data/make $@

worker: build ## The part that executors of a cluster need, in one file that needs no libraries
	ACTA_WORKER=1 $(SWIFT_RELEASE) acta-worker
	strip .build/release/acta-worker

install: ## Puts what `make build` made into PREFIX/bin, below DESTDIR; needs no network
	@test -x $(ACTA) || { echo "There is no $(ACTA); make it with  make build" >&2; exit 1; }
	install -D -s -m 0755 $(ACTA) "$(DESTDIR)$(PREFIX)/bin/acta"
	if [ -x $(ACTA)-worker ]; then install -m 0755 $(ACTA)-worker "$(DESTDIR)$(PREFIX)/bin/acta-worker"; fi

uninstall: ## Removes what `make install` put there
	rm -f "$(DESTDIR)$(PREFIX)/bin/acta" "$(DESTDIR)$(PREFIX)/bin/acta-worker"

packages: ## Installs the system libraries that are missing
	@.ci/install-packages $(PACKAGES)

test: packages test-tools ## Unit, property and golden tests, random tables against other engines, and nights in which everything goes wrong
	swift build --build-tests
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-swift test-program

# Beside each other: neither fills two cores by itself.
test-swift:
	swift test --skip-build

test-program:
	python3 Tests/Differential/differential.py .build/debug/acta --cases 2000
	.venv/bin/python Tests/Night/check_night.py .build/debug/acta .
	.venv/bin/python Tests/Night/workbooks.py .build/debug/acta .
	.venv/bin/python Tests/Corrections/corrections.py .build/debug/acta
	.venv/bin/python Tests/Corrections/rejects.py .build/debug/acta
	python3 Tests/Night/process.py .build/debug/acta
	python3 Tests/Night/killed.py .build/debug/acta
	python3 Tests/Night/resources.py .build/debug/acta
	python3 Tests/Night/lock.py .build/debug/acta

test-spark: packages ## Runs on Apache Spark: the same bytes as in memory, whatever is killed. Installs Java, pyspark and pysail (1 GB)
	@.ci/install-packages openjdk-17-jre-headless python3 python3-venv
	@test -x .venv-spark/bin/python || python3 -m venv .venv-spark
	@.venv-spark/bin/python -c 'import pyspark, pyarrow, pandas, pysail, grpc_status' 2>/dev/null \
	  || .venv-spark/bin/pip install --quiet --timeout 30 --retries 2 \
	    'pyspark==4.0.*' 'pyarrow<23' 'pandas<3' pysail grpcio-status \
	  || { echo "make test-spark needs pyspark and pysail from PyPI, which cannot be reached." >&2; exit 1; }
	swift build --product acta
	ACTA_WORKER=1 swift build --product acta-worker
	python3 Tests/Night/spark.py .build/debug/acta .venv-spark/bin/python

quick: packages ## Unit tests only: under a minute once they are built
	swift build --build-tests
	swift test --skip-build --skip CommandTests

test-tools: ## What the tests need beside Swift: other readers for the workbooks, and a validator
	@.ci/install-packages python3 python3-venv
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -c 'import openpyxl, openxml_audit, pandas, python_calamine, xlsxwriter, yaml' 2>/dev/null \
	  || .venv/bin/pip install --quiet openpyxl openxml-audit pandas python-calamine pyyaml xlsxwriter

fuzz: packages ## Looks for bytes that break what Acta reads (SECONDS=600 for each of TARGETS)
	ACTA_FUZZ=1 swift build -c release --scratch-path .build/fuzz --product acta-fuzz -Xswiftc -sanitize=fuzzer
	Tests/Fuzz/run $(or $(SECONDS),600) $(TARGETS)

lint: ## Formatting and layout, as the toolchain's own linter sees them
	swift format lint --strict -r Sources Tests Tools Package.swift

format: ## Formats the sources as `make lint` wants them
	swift format -i -r Sources Tests Tools Package.swift

sample: ## Writes the synthetic Inputs/ anew (the same bytes every time)
	swift run -c release --package-path Tools/acta-sample acta-sample Inputs

pictures: build ## Makes the pictures and the YAML of Docs/gallery.md, and the pictures of Docs/guia.md, anew
	@.ci/install-packages python3 python3-venv libreoffice-calc poppler-utils
	@test -x .venv/bin/python || python3 -m venv .venv
	@.venv/bin/python -c 'import PIL' 2>/dev/null || .venv/bin/pip install --quiet pillow
	.venv/bin/python Tools/pictures/make.py $(ACTA)

bench: build ## Against DuckDB, Polars and others, as ratios
	@.ci/install-packages python3 python3-venv
	@test -x .venv/bin/python || python3 -m venv .venv
	.venv/bin/pip install --quiet -r Benchmarks/requirements.txt
	.venv/bin/python Benchmarks/run.py $(ACTA) .venv/bin/python $(BENCH)

clean: ## Removes what was built, the exports and the ledger
	rm -rf .build .venv .venv-spark Exports/20* Exports/latest .acta

help: ## Lists all of these
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name words; do \
	  printf '  make %-10s  %s\n' "$$name" "$$words"; done
