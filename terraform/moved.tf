# As the root itself had them.
moved {
  from = module.lock
  to   = module.origin_lock.module.lock
}

moved {
  from = module.edge
  to   = module.origin_lock.module.edge
}

moved {
  from = module.web_acl
  to   = module.origin_lock.module.web_acl
}

moved {
  from = module.gate_api_key
  to   = module.origin_lock.module.gate.module.api_key
}

moved {
  from = module.gate_signature
  to   = module.origin_lock.module.gate.module.signature
}
