locals {
  distribution_ids = [for entry in var.distributions : try(entry.distribution.id, entry.id)]
  stage_names      = [for stage in var.stages : "${stage.rest_api_id}/${stage.stage}"]

  # All that Terraform knows of a distribution, from the resource or as it is said. Of a member that has left
  # its list it knows the name alone.
  distributions = concat([for entry in var.distributions : {
    id        = try(entry.distribution.id, entry.id)
    arn       = try(entry.distribution.arn, "${local.distribution_arns}/${entry.id}")
    origins   = entry.origins
    probe_url = !entry.probe ? null : entry.probe_url != null || entry.distribution == null || var.probe_path == null ? entry.probe_url : "https://${entry.distribution.domain_name}${var.probe_path}"

    # WAF Classic, whose web ACLs have an id here, asks for no permission.
    web_acl_arns = [for arn in compact([entry.web_acl_arn, try(entry.distribution.web_acl_id, null)]) : arn if startswith(arn, "arn:")]
    log_bucket_arns = concat(
      entry.log_bucket_arn[*],
      [for logging in try(entry.distribution.logging_config, []) : "arn:${local.partition}:s3:::${regex("^(.+)\\.s3[.-]", logging.bucket)[0]}" if logging.bucket != ""],
    )
    edge_function_arns = concat(
      entry.edge_function_arns,
      flatten([for behavior in try(concat(entry.distribution.default_cache_behavior, entry.distribution.ordered_cache_behavior), []) : behavior.lambda_function_association[*].lambda_arn]),
    )
    }], [for id in var.released : {
    id                 = id
    arn                = "${local.distribution_arns}/${id}"
    origins            = []
    probe_url          = null
    web_acl_arns       = []
    log_bucket_arns    = []
    edge_function_arns = []
  } if !strcontains(id, "/") && !contains(local.distribution_ids, id)])

  distribution_arns = "arn:${local.partition}:cloudfront::${local.account_id}:distribution"

  # What the gate has made for a released stage stays as well, until the worker has let go of it.
  gated_stages = concat(var.stages, [for name in var.released : {
    rest_api_id = split("/", name)[0]
    stage       = split("/", name)[1]
    api         = null
    probe       = false
    probe_url   = null
  } if strcontains(name, "/") && !contains(local.stage_names, name)])

  stages = [for stage in local.gated_stages : {
    rest_api_id = stage.rest_api_id
    stage       = stage.stage
    probe_url   = !stage.probe ? null : stage.probe_url != null || var.probe_path == null ? stage.probe_url : "https://${stage.rest_api_id}.execute-api.${local.region}.${local.dns_suffix}/${stage.stage}${var.probe_path}"
  }]

  # What the worker is told of its members.
  told_distributions = [for distribution in local.distributions : {
    id        = distribution.id
    origins   = distribution.origins
    probe_url = distribution.probe_url
  }]
  told = {
    distributions = [for distribution in local.told_distributions : distribution if !contains(var.released, distribution.id)]
    stages        = [for stage in local.stages : stage if !contains(var.released, "${stage.rest_api_id}/${stage.stage}")]
    released = {
      distributions = [for distribution in local.told_distributions : distribution if contains(var.released, distribution.id)]
      stages        = [for stage in local.stages : stage if contains(var.released, "${stage.rest_api_id}/${stage.stage}")]
    }
  }

  # Members of which the worker has not let go, although nothing names them any more.
  orphans = setsubtract(module.published.members, concat(local.distribution_ids, local.stage_names, tolist(var.released)))
}
