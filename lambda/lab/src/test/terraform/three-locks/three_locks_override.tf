module "edge" {
  presented = concat(module.lock.presented, module.keys_lock.presented, module.firewall_lock.presented)
}

module "gate_request_validation" {
  methods = concat(local.method_names, ["GET ${local.probe_path}"])
}

resource "aws_api_gateway_method" "pets" {
  api_key_required = true
}

resource "aws_api_gateway_deployment" "petstore" {
  triggers = merge(
    { for key, probe in aws_api_gateway_integration_response.more : key => probe.id },
    { for gate in module.gate_request_validation : "gate" => gate.revision },
  )
}
