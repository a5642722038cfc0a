# The qualifier of each is the name of the alias `rotate` by itself: nothing that is made again, the worker or its
# alias, may have an invocation made again, whose delete opens the gate or takes the headers off.

# Terraform makes no secret: the worker makes the first one, here, and goes on by itself.
resource "aws_lambda_invocation" "engage" {
  function_name   = aws_lambda_function.worker.function_name
  qualifier       = "rotate"
  input           = jsonencode({ action = "engage", adopt = var.adopt_existing })
  lifecycle_scope = "CREATE_ONLY"

  depends_on = [aws_lambda_alias.rotate, aws_ssm_parameter.published, var.after]

  lifecycle {
    # On another foundation the lock begins anew.
    replace_triggered_by = [terraform_data.foundation]

    # A function that fails is an error of the provider's; one that answers may still not have engaged.
    postcondition {
      condition     = try(jsondecode(self.result).lock == var.name && !contains(["open", "disengage", "withdraw"], jsondecode(self.result).stage), false)
      error_message = "The lock ${var.name} was not engaged. The worker's answer: ${try(jsondecode(self.result).message, "none that a lock's worker gives; is its package the worker's?")} Until it is, CloudFront presents nothing. Look into the log ${aws_cloudwatch_log_group.worker.name}, mend what it names, and apply with -replace=<address of this module>.aws_lambda_invocation.engage."
    }
  }
}

# Acts at destroy alone: CRUD sends {"tf":{"action":"delete"}} then, and the worker ignores the
# other two. It takes the headers and the keys away and deletes its state.
resource "aws_lambda_invocation" "disengage" {
  function_name   = aws_lambda_function.worker.function_name
  qualifier       = "rotate"
  input           = jsonencode({ action = "disengage", force = var.force_disengage })
  lifecycle_scope = "CRUD"

  depends_on = [aws_lambda_alias.rotate, aws_lambda_invocation.engage]
}

# Asks the worker to close the gate, and at its delete to open it, which comes before the headers go. Only
# enforce = false may delete it, so nothing here ever changes.
resource "aws_lambda_invocation" "enforce" {
  count = var.enforce ? 1 : 0

  function_name   = aws_lambda_function.worker.function_name
  qualifier       = "rotate"
  input           = jsonencode({ action = "enforce" })
  lifecycle_scope = "CRUD"

  depends_on = [aws_lambda_alias.rotate, aws_lambda_invocation.engage, aws_lambda_invocation.disengage]

  lifecycle {
    postcondition {
      condition     = try(jsondecode(self.result).lock == var.name && !contains(["open", "disengage", "withdraw"], jsondecode(self.result).stage), false)
      error_message = "The lock ${var.name} does not enforce. The worker's answer: ${try(jsondecode(self.result).message, "none that a lock's worker gives; is its package the worker's?")} The gate stays open, and nobody is refused. Look into the log ${aws_cloudwatch_log_group.worker.name}, mend what it names, apply with enforce = false, and then with true."
    }
  }
}
