# The API as it was before the lock. With the gate web-acl nothing changes in it on the way in or out.
module "api" {
  source = "../api"

  name = var.name
}
