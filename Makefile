# origin-lock. Each target is one line here and a script in scripts/; `make` alone lists them.

# Which gate the demo and the lab use.
GATE ?= api-key
# DIR is the Terraform folder that plan, apply, destroy and the actions work on; without it, terraform.
# Relative files are meant from where the user stands. -C moves make, but not PWD, and shows in the flags, unless
# they silence it.
flags = $(firstword -$(MAKEFLAGS))
export CALLED_FROM = $(if $(or $(findstring w,$(flags)),$(findstring s,$(flags)),$(findstring --no-print-directory,$(MAKEFLAGS))),$(or $(PWD),$(CURDIR)),$(CURDIR))
export GATE DIR TF_ARGS FUNCTION REQUEST_ID FORCE ADOPT YES TRIES SEED ROLLOVER START

.DEFAULT_GOAL := help
.PHONY: help demo lab test verify soak faults bench test-localstack fmt package plan apply destroy \
  status audit check engage enforce unenforce rotate pause unpause revoke restore disengage clean

help: ## Lists the targets.
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\nGATE=%s chooses the gate, DIR=%s the Terraform folder (DIR=terraform/examples/petstore: the example).\n' '$(GATE)' '$(or $(DIR),terraform)'

##@ Try it here, without an AWS account
demo: ## Locks an API in a local AWS, rotates three times under load, and reports what viewers saw.
	@scripts/lab.sh io.originlock.lab.demo.Demo
lab: ## Starts the same local AWS and keeps it up, with a curl line for each side.
	@scripts/lab.sh io.originlock.lab.demo.LabMain

##@ Work on it
test: ## Runs the format checks, the Java tests and the Terraform tests (minutes; SEED=s: other random cases).
	@scripts/test.sh
verify: ## Runs the long tests and compares two builds byte by byte (more than an hour on 2 cores).
	@scripts/verify.sh
faults: ## Writes the table of faults survived into docs/evidence.md, from the last verify and soak.
	@scripts/faults-table.sh
bench: ## Measures rotations against the known other ways, in one model, and signatures against a bare HMAC.
	@scripts/bench.sh
soak: ## Simulates 100,000 cases for each rollover, all that can go wrong in them (TRIES=n; SEED=s ROLLOVER=ANY_OF|ALL_OF: one).
	@scripts/soak.sh
test-localstack: ## Runs the conformance tests against LocalStack, or the emulator at LOCALSTACK_ENDPOINT=http://...
	@scripts/localstack.sh
fmt: ## Formats the Java and Terraform sources.
	@scripts/fmt.sh
package: ## Builds what Terraform uploads: the worker, the authorizer and the edge function.
	@scripts/package.sh
clean: ## Removes what was built; never a Terraform state.
	@scripts/clean.sh

##@ Look before you lock
check: ## Says what would happen if you locked this (REST_API=… STAGE=… DISTRIBUTION=… ORIGINS=… GATE=…); without them, asks the worker.
	@scripts/check.sh

##@ Deploy it
plan: ## Shows what apply would change (TF_ARGS='-var-file=prod.tfvars').
	@scripts/stack.sh plan
apply: ## Creates or updates the lock; Terraform asks before it does.
	@scripts/stack.sh apply
destroy: ## Opens the gate where the worker closed it, then takes the lock off with the worker's keys and state; Terraform asks first.
	@scripts/stack.sh destroy

##@ Talk to the deployed worker
status: ## Names the stage, since when, what is awaited, the members and the findings (JSON=1: as it is; HTML=1: drawn).
	@scripts/action.sh status
audit: ## Names every way around the lock in the deployed API: open methods, stages, domains, logs (JSON=1: as it is).
	@scripts/action.sh audit
engage: ## Begins a lock: the first secret goes to the edges while the API still lets everybody in.
	@scripts/action.sh engage
enforce: ## Closes the gate when every edge has presented the secret for the soak (web-acl and request-validation).
	@scripts/action.sh enforce
unenforce: ## Opens the gate and keeps presenting: the fast way back when somebody is cut off.
	@scripts/action.sh unenforce
rotate: ## Starts a rotation now; nobody is refused.
	@scripts/action.sh rotate
pause: ## Holds back new rotations; a running one is finished, and healing goes on.
	@scripts/action.sh pause
unpause: ## Lets rotations start again.
	@scripts/action.sh unpause
revoke: ## Kills a leaked secret at once; it may refuse viewers for minutes, so it asks (YES=1: not).
	@scripts/action.sh revoke
restore: ## Rebuilds a lost or broken state from what the gate and the distributions have.
	@scripts/action.sh restore
disengage: ## Takes the secret off an API that no longer demands it (FORCE=1: even if it does).
	@scripts/action.sh disengage
