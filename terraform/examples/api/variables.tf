variable "name" {
  description = "Name of the API."
  type        = string
  nullable    = false
}

variable "demand_key" {
  description = "Whether its methods demand an API key."
  type        = bool
  default     = false
  nullable    = false
}
