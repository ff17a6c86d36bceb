.PHONY: run test check lint docs bench serve lock corpus

bin := .venv/bin

run:            ## build the register from corpus/ and open the site
	python3 .ci/bootstrap.py run

check:          ## everything that continuous integration runs
	python3 .ci/bootstrap.py test

test:           ## the tests alone
	$(bin)/pytest -n 2

lint:           ## lint, types and structure
	$(bin)/ruff check . && $(bin)/ruff format --check . && $(bin)/mypy && $(bin)/lint-imports --no-cache

docs:           ## rewrite the generated parts of the documents
	$(bin)/cog -r README.md

serve:          ## open the site on the last register
	$(bin)/minutes serve

bench:          ## measure speed beside the bare libraries
	$(bin)/python -m tests.bench

lock:           ## resolve the locked versions anew (needs uv)
	.ci/lock

corpus:         ## render the invented minutes again from their sources
	$(bin)/python -m corpus.source.render
