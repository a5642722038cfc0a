module "origin_lock" {
  distributions = var.listed ? [local.second_edge] : []
  stages = concat(
    [{ rest_api_id = aws_api_gateway_rest_api.petstore.id, stage = local.stage, api = "petstore" }],
    var.listed ? [local.second_stage] : [],
  )
  after = [aws_api_gateway_stage.prod, aws_api_gateway_stage.beta]

  # What a live lock stands on.
  path        = var.path
  kms_key_arn = var.kms_key_arn
  gate        = merge(local.gate, [for id in var.usage_plan[*] : { api_key = { existing_usage_plan = { id = id } } }]...)
}
