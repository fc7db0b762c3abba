# Cổng Dân chủ cơ sở. `make help` lists what can be done; the work itself is in small scripts under tools/.
PYTHON ?= $(shell sh tools/find_python.sh)
VENV_PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run start share test check bench tour handbook keyboard storm format migrate i18n clean-demo

help: ## liệt kê các lệnh / list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## cài đặt vào .venv / install into .venv
	@$(PYTHON) tools/setup.py

setup-dev: ## như trên, kèm công cụ phát triển / the same with development tools
	@$(PYTHON) tools/setup.py --dev

run: setup ## chạy bản trình diễn ở http://localhost:8000 (HOST PORT DATA_DIR PUBLIC_URL) / run the demo
	@exec $(VENV_PYTHON) -m bootstrap.supervisor run

share: setup ## mở bản trình diễn cho điện thoại cùng mạng, có mã QR / the demo, open to the local network
	@exec $(VENV_PYTHON) -m bootstrap.supervisor share

start: setup ## chạy thật: hỏi tỉnh, xã và quản trị viên đầu tiên / real use
	@exec $(VENV_PYTHON) -m bootstrap.supervisor start

test: setup-dev ## kiểm tra toàn bộ trên SQLite và PostgreSQL, có trình duyệt / everything, on both databases
	@$(PYTHON) tools/prepare_tests.py
	@exec $(VENV_PYTHON) tools/checks.py all

check: setup-dev ## kiểm tra nhanh: lint, kiểu, hướng import, kiến trúc, đơn vị / the fast part
	@exec $(VENV_PYTHON) tools/checks.py fast

bench: setup-dev ## đo hiệu năng, ghi bench/results.json / measure against bare Flask
	@exec $(VENV_PYTHON) -m bench

tour: setup-dev ## chụp các trang chính của bản trình diễn vào tour/ (docs/tour.md) / screenshots of the main pages
	@$(PYTHON) tools/prepare_tests.py
	@exec $(VENV_PYTHON) -m tools.tour

handbook: setup-dev ## sổ tay cán bộ có ảnh, HTML và PDF trong var/so-tay/ / the officials' handbook with pictures
	@$(PYTHON) tools/prepare_tests.py
	@exec $(VENV_PYTHON) -m tools.handbook

keyboard: setup-dev ## 200 đơn chỉ bằng bàn phím, đếm phím và trang / 200 petitions by keyboard alone
	@$(PYTHON) tools/prepare_tests.py
	@KEYBOARD_PETITIONS=200 exec $(VENV_PYTHON) -m pytest -q -s tests/e2e/test_many_by_keyboard.py

storm: setup-dev ## 20.000 lượt đánh giá trong lúc tiến trình bị giết (STORM="--postgres --seed 7") / ratings while killed
	@$(PYTHON) tools/prepare_tests.py
	@exec $(VENV_PYTHON) -m tests.crash $(STORM)

format: setup-dev ## định dạng mã nguồn / format the code
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

migrate: setup ## nâng cơ sở dữ liệu lên bản mới nhất / migrate the database
	@exec $(VENV_PYTHON) -m flask --app wsgi db upgrade

i18n: setup ## trích, cập nhật và biên dịch bản dịch / extract, update and compile translations
	@$(PYTHON) tools/catalogs.py update
	@$(PYTHON) tools/catalogs.py compile

clean-demo: ## xóa dữ liệu trình diễn / delete the demo's data
	@$(PYTHON) tools/clean_demo.py
