"""What tests share: databases, guards and the checking client."""
