"""The ways out of the house: e-mail and webhooks, behind `services.outgoing`."""
